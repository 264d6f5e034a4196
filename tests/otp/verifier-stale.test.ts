import { describe, expect, it } from 'vitest';
import { budgetTable } from '../../src/limits/budgets.ts';
import { counterKey } from '../../src/limits/reserve.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { onEachStore } from '../storage/places.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, british, memberOf, verdict, wideLimits } from '../support/verifier.ts';

const member = memberOf(1);

type Call = 'take' | 'replace' | 'admit';

/** Holds a process up once, right before its first call of that name. */
function holdingAt(call: Call) {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held =
    <A extends unknown[], R>(name: Call, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (name === call) {
        reached.resolve();
        await released.promise;
      }
      return work(...args);
    };
  const wrap = ({ counters, challenges, roster, ...stores }: Stores): Stores => ({
    ...stores,
    counters: { ...counters, take: held('take', counters.take) },
    challenges: { ...challenges, replace: held('replace', challenges.replace) },
    roster: { ...roster, admit: held('admit', roster.admit) },
  });
  return { wrap, reached: reached.promise, release: released.resolve };
}

onEachStore((freshPlace) => {
  /** A member with a code, and two processes, the second of which is held up right before that call. */
  async function prepared(call: Call) {
    const place = createPlace({}, undefined, freshPlace());
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    await place.clock.skip(30_000);
    const held = holdingAt(call);
    const slow = await place.start({ wrap: held.wrap });
    return { place, one, slow, held, code: place.code(american) };
  }

  describe.each(['take', 'replace'] as const)('a process that is held up at %s', (call) => {
    it('case 6: does not bring back, by its wrong guess, the code that a resend has ended', async () => {
      const { place, one, slow, held, code } = await prepared(call);
      const guess = slow.submit(member, wrongCode);
      await held.reached;
      expect(await one.resend(member)).toMatchObject({ is: 'sent', send: 2 });

      held.release();

      expect(await guess).toMatchObject({ is: 'wrongCode', left: 2 });
      expect(await one.submit(member, code)).toMatchObject({ is: 'earlierCode' });
      expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
    });

    it('case 6: does not bring back the number that was changed in between', async () => {
      const { place, one, slow, held, code } = await prepared(call);
      const guess = slow.submit(member, wrongCode);
      await held.reached;
      await one.enter(member, british);

      held.release();
      await guess;

      expect(await one.look(member)).toMatchObject({ is: 'entered', phone: british });
      expect(await one.submit(member, code)).toEqual({ is: 'nothingSent' });
      await place.clock.skip(60_000);
      expect(await one.send(member)).toMatchObject({ is: 'sent' });
    });
  });

  it('case 3: a code that came too late is no guess at the one that another process has sent in between', async () => {
    const { place, one, slow, held, code } = await prepared('replace');
    await place.clock.skip(5 * 60_000);
    const late = slow.submit(member, code);
    await held.reached;
    await one.resend(member);

    held.release();

    expect(await late).toEqual({ is: 'expired' });
    expect(await one.submit(member, wrongCode)).toMatchObject({ is: 'wrongCode', left: 2 });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 6: what the carrier reports late in another process leaves the code of a resend as it is', async () => {
    const { place, one, slow, held } = await prepared('replace');
    const report = slow.delivered(member, 'SM1', { is: 'delivered' });
    await held.reached;
    await one.resend(member);

    held.release();
    await report;

    expect(await one.look(member)).toMatchObject({ is: 'sent', delivery: { is: 'underway' } });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 9: a Send that finds its code sent by another process sends nothing, and spends nothing', async () => {
    const { place, one, slow, held } = await prepared('replace');
    const late = slow.resend(member);
    await held.reached;
    await one.resend(member);

    held.release();

    expect(await late).toMatchObject({ is: 'tooSoon' });
    expect(place.sent).toHaveLength(2);
    const sends = counterKey(budgetTable(wideLimits).byChannel.sms.inAll, 'all', place.clock.now());
    expect(await one.stores.counters.counts([sends])).toEqual([2]);
    expect(verdict(await slow.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 9: a Send that another process has taken the last SMS from says that the code is sent, not that none is left', async () => {
    const place = createPlace({ limits: { sendsPerMember: 1 } }, undefined, freshPlace());
    const one = await place.start();
    await one.enter(member, american);
    const held = holdingAt('take');
    const late = (await place.start({ wrap: held.wrap })).send(member);
    await held.reached;
    await one.send(member);

    held.release();

    expect(await late).toEqual({ is: 'alreadySent' });
    expect(place.sent).toHaveLength(1);
  });

  it('case 4: a Resend that another process is at while the guesses are used up gives no more of them', async () => {
    const { place, one, slow, held, code } = await prepared('take');
    for (const _ of [1, 2]) await one.submit(member, wrongCode);
    const late = slow.resend(member);
    await held.reached;
    const locked = { is: 'locked', until: place.clock.now() + 600_000 };
    expect(await one.submit(member, wrongCode)).toEqual(locked);

    held.release();

    expect(await late).toEqual(locked);
    expect(place.sent).toHaveLength(1);
    expect(await slow.submit(member, code)).toEqual(locked);
    expect(await one.look(member)).toMatchObject({ is: 'locked', lockedUntil: locked.until });
  });

  it('case 24: a member who has used up the guesses is locked out, though another process was first to write', async () => {
    const { place, one, slow, held } = await prepared('replace');
    for (const _ of [1, 2]) await one.submit(member, wrongCode);
    const last = slow.submit(member, wrongCode);
    await held.reached;
    await one.delivered(member, 'SM1', { is: 'delivered' });

    held.release();

    const until = place.clock.now() + 600_000;
    expect(await last).toEqual({ is: 'locked', until });
    expect(await one.look(member)).toMatchObject({ is: 'locked', lockedUntil: until });
  });

  it.each([
    ['Resend', american],
    ['Send to another number', british],
  ] as const)(
    'case 10: %s sends no code that could not be right, where a process died at the last guess',
    async (_, phone) => {
      const { place, one, slow, held } = await prepared('replace');
      for (const _ of [1, 2]) await one.submit(member, wrongCode);
      void slow.submit(member, wrongCode);
      await held.reached;
      if (phone === british) await one.enter(member, british);

      const locked = { is: 'locked', until: place.clock.now() + 600_000 };
      expect(await one.resend(member)).toEqual(locked);

      expect(place.sent).toHaveLength(1);
      expect(await one.look(member)).toMatchObject({ is: 'locked', lockedUntil: locked.until });
      await place.clock.skip(600_000);
      await one.send(member);
      expect(verdict(await one.submit(member, place.code(phone)))).toBe('admitted');
    },
  );

  it('case 10: a process that died before its write keeps nobody from going on', async () => {
    const { place, one, slow, held } = await prepared('replace');
    void slow.resend(member);
    await held.reached;

    expect(await one.resend(member)).toMatchObject({ is: 'sent', send: 2 });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });
});
