import { describe, expect, it } from 'vitest';
import { budgetTable } from '../../src/limits/budgets.ts';
import { counterKey } from '../../src/limits/reserve.ts';
import { TURN_LIFE } from '../../src/otp/changes.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { onEachStore } from '../storage/places.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, british, memberOf, verdict, wideLimits } from '../support/verifier.ts';

const member = memberOf(1);

/** Holds a process up once, right before its first take of a counter that begins with `prefix`. */
function holdingAt(prefix: string) {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const wrap = (stores: Stores): Stores => ({
    ...stores,
    counters: {
      ...stores.counters,
      async take(key, limit, keepFor) {
        if (key.startsWith(prefix)) {
          reached.resolve();
          await released.promise;
        }
        return stores.counters.take(key, limit, keepFor);
      },
    },
  });
  return { wrap, reached: reached.promise, release: released.resolve };
}

onEachStore((freshPlace) => {
  /** A member with a code, and two processes, the second of which is held up where `prefix` says. */
  async function prepared(prefix: string) {
    const place = createPlace({}, undefined, freshPlace());
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    await place.clock.skip(30_000);
    const held = holdingAt(prefix);
    const slow = await place.start({ wrap: held.wrap });
    return { place, one, slow, held, code: place.code(american) };
  }

  describe.each(['guesses|', 'turn|'])('a process that is held up at %s', (prefix) => {
    it('case 6: does not bring back, by its wrong guess, the code that a resend has ended', async () => {
      const { place, one, slow, held, code } = await prepared(prefix);
      const guess = slow.submit(member, wrongCode);
      await held.reached;
      expect(await one.resend(member)).toMatchObject({ is: 'sent', send: 2 });

      held.release();

      expect(await guess).toMatchObject({ is: 'wrongCode', left: 2 });
      expect(await one.submit(member, code)).toMatchObject({ is: 'wrongCode', left: 1 });
      expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
    });

    it('case 6: does not bring back the number that was changed meanwhile', async () => {
      const { place, one, slow, held, code } = await prepared(prefix);
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

  it('case 3: a code that came too late is no guess at the one that another process has sent meanwhile', async () => {
    const { place, one, slow, held, code } = await prepared('turn|');
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
    const { place, one, slow, held } = await prepared('turn|');
    const report = slow.delivered(member, 1, { is: 'delivered' });
    await held.reached;
    await one.resend(member);

    held.release();
    await report;

    expect(await one.look(member)).toMatchObject({ is: 'sent', delivery: 'underway' });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 9: a process that was held up for longer than its turn sends nothing, and spends nothing', async () => {
    const { place, one, slow, held } = await prepared('sends-all|');
    const late = slow.resend(member);
    await held.reached;
    await place.clock.skip(TURN_LIFE);

    held.release();

    expect(await late).toMatchObject({ is: 'beingSent' });
    expect(place.sent).toHaveLength(1);
    const sends = counterKey(budgetTable(wideLimits).sendsInAll, 'all', place.clock.now());
    expect(await one.stores.counters.counts([sends])).toEqual([1]);
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 9: a Resend in one process waits for the change that another is at, and then sends one SMS', async () => {
    const { place, one, slow, held } = await prepared('turn|');
    const late = slow.resend(member);
    await held.reached;
    await one.resend(member);

    held.release();

    expect(await late).toMatchObject({ is: 'tooSoon' });
    expect(place.sent).toHaveLength(2);
    expect(verdict(await slow.submit(member, place.code(american)))).toBe('admitted');
  });
});
