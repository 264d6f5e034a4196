import { describe, expect, it } from 'vitest';
import { takeOne } from '../storage/stored.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio, wrongCode } from '../support/place.ts';
import {
  american,
  british,
  type Latchkey,
  memberOf,
  numberOf,
  challengePolicy as policy,
  verdict,
} from '../support/verifier.ts';

/** As an operator gets them without a setting. */
const defaults = { sendsPerMember: 5, sendsPerMemberAndNumber: 3, sendsPerNumber: 5, sendsInAll: 500 };
const midnight = Date.UTC(2026, 7, 2);

async function sendTo(latchkey: Latchkey, who = memberOf(1), phone = american) {
  await latchkey.enter(who, phone);
  return latchkey.send(who);
}

/** Presses Resend a day long, whenever the cool-down is over. */
async function resendAllDay(place: ReturnType<typeof createPlace>, latchkey: Latchkey, who = memberOf(1)) {
  await sendTo(latchkey, who);
  for (let times = 0; times < 20; times++) {
    await place.clock.skip(policy.coolDowns.at(-1) ?? 0);
    const { is } = await latchkey.resend(who);
    if (is === 'budgetSpent') return;
  }
}

describe('case 18: one number and one account', () => {
  it.each([1, 2])('twenty accounts on one number hit the number’s cap, from %i process(es)', async (processes) => {
    const place = createPlace({ limits: defaults });
    const all = await inParallel(processes, () => place.start());
    const ends = await inParallel(20, async (index) => {
      const latchkey = all[index % processes];
      return latchkey && sendTo(latchkey, memberOf(index));
    });
    expect(ends.filter((end) => end?.is === 'sent')).toHaveLength(5);
    expect(ends.filter((end) => end?.is === 'budgetSpent' && end.budget === 'sends-number')).toHaveLength(15);
    expect(place.sent).toHaveLength(5);
  });

  it('one account with twenty numbers hits the account’s cap, in whatever server', async () => {
    const place = createPlace({ limits: defaults });
    const latchkey = await place.start();
    const ends = await inParallel(20, (index) => sendTo(latchkey, memberOf(1, String(index)), numberOf(index)));
    expect(ends.filter(({ is }) => is === 'sent')).toHaveLength(5);
    expect(ends.filter((end) => end.is === 'budgetSpent' && end.budget === 'sends-member')).toHaveLength(15);
    expect(place.sent).toHaveLength(5);
  });

  it('one account alone cannot use a number up', async () => {
    const place = createPlace({ limits: defaults });
    const latchkey = await place.start();
    await resendAllDay(place, latchkey, memberOf(1));
    expect(place.sent).toHaveLength(3);
    expect(await sendTo(latchkey, memberOf(2))).toMatchObject({ is: 'sent' });
  });

  it('who hits a cap is told when it ends, and can go on then', async () => {
    const place = createPlace({ limits: defaults });
    const latchkey = await place.start();
    await resendAllDay(place, latchkey);
    expect(await latchkey.resend(memberOf(1))).toMatchObject({ is: 'budgetSpent', until: midnight });
    // The challenge has ended by then: its member enters the number again.
    await place.clock.skip(midnight - 1 - place.clock.now());
    expect(await sendTo(latchkey, memberOf(1))).toMatchObject({ is: 'budgetSpent', until: midnight });
    await place.clock.skip(1);
    expect(await latchkey.resend(memberOf(1))).toMatchObject({ is: 'sent' });
  });
});

describe('case 23: the daily total', () => {
  it.each([1, 2])('the daily total is exact under 100 parallel sends, from %i process(es)', async (processes) => {
    const place = createPlace({ limits: { sendsInAll: 40 } });
    const all = await inParallel(processes, () => place.start());
    const ends = await inParallel(100, async (index) => {
      const latchkey = all[index % processes];
      return latchkey && sendTo(latchkey, memberOf(index), numberOf(index));
    });
    expect(ends.filter((end) => end?.is === 'sent')).toHaveLength(40);
    expect(ends.filter((end) => end?.is === 'budgetSpent' && end.budget === 'sends-all')).toHaveLength(60);
    expect(place.sent).toHaveLength(40);
  });

  it('when it is spent, sends stop and every code that was issued still verifies', async () => {
    const place = await createPlaceWithTwilio({ limits: { sendsInAll: 5 } });
    const latchkey = await place.start();
    await inParallel(20, (index) => sendTo(latchkey, memberOf(index), numberOf(index)));
    expect(place.world.messages).toHaveLength(5);
    expect(await sendTo(latchkey, memberOf(50), british)).toMatchObject({ is: 'budgetSpent', until: midnight });

    const said = await inParallel(20, async (index) => {
      const [code] = place.codes(numberOf(index));
      return code && verdict(await latchkey.submit(memberOf(index), code));
    });
    expect(said.filter((is) => is === 'admitted')).toHaveLength(5);
  });

  it('costs whom it refuses nothing of their own', async () => {
    const place = createPlace({ limits: { ...defaults, sendsPerMember: 1, sendsInAll: 1 } });
    const latchkey = await place.start();
    await sendTo(latchkey, memberOf(1), british);
    for (const _ of [1, 2, 3]) expect(await sendTo(latchkey, memberOf(2))).toMatchObject({ budget: 'sends-all' });
    const { counters } = latchkey.stores;
    expect(await takeOne(counters, `sends-member|${memberOf(2).memberId}|${midnight / 86_400_000 - 1}`, 1, 1000)).toBe(
      1,
    );
  });

  it('SMS that the carrier refused do not count', async () => {
    const place = await createPlaceWithTwilio({ limits: { sendsInAll: 2 } });
    const latchkey = await place.start();
    place.world.optedOut.add(british);
    for (const index of [1, 2, 3, 4]) {
      expect(await sendTo(latchkey, memberOf(index), british)).toMatchObject({ is: 'refused' });
    }
    expect(await sendTo(latchkey, memberOf(5))).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, memberOf(6))).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, memberOf(7))).toMatchObject({ is: 'budgetSpent' });
  });
});

describe('case 24: other accounts', () => {
  const [mia, attacker] = [memberOf(1), memberOf(2)];

  it('what another account does to a number leaves a live code and its guesses alone', async () => {
    const place = createPlace({ limits: { ...defaults, guessesPerMember: 10 } });
    const latchkey = await place.start();
    await sendTo(latchkey, mia);
    const code = place.code(american);

    for (let index = 2; index < 20; index++) {
      await sendTo(latchkey, memberOf(index));
      for (let guess = 0; guess < 5; guess++)
        await latchkey.submit(memberOf(index), guess % 2 === 0 ? wrongCode : code);
      await latchkey.resend(memberOf(index));
      await latchkey.forget(memberOf(index));
    }

    expect(await latchkey.look(mia)).toMatchObject({ is: 'sent', canSubmit: true, phone: american });
    expect(await latchkey.submit(mia, wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
    expect(verdict(await latchkey.submit(mia, code))).toBe('admitted');
  });

  it('nobody’s wrong codes lock anybody else, in this server or another', async () => {
    const place = createPlace({ limits: { guessesPerMember: 4 } });
    const latchkey = await place.start();
    for (const who of [attacker, memberOf(2, '9'), mia, memberOf(1, '9')]) await sendTo(latchkey, who);
    for (const who of [attacker, memberOf(2, '9')]) {
      for (const _ of [1, 2, 3]) await latchkey.submit(who, wrongCode);
    }
    expect(await latchkey.submit(attacker, wrongCode)).toMatchObject({ is: 'locked' });
    expect(await latchkey.submit(mia, wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
    expect(await latchkey.submit(memberOf(1, '9'), wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
  });

  it('a number that is verified, or known from another account, is answered like one that nobody has ever entered', async () => {
    const place = await createPlaceWithTwilio({ limits: defaults });
    const latchkey = await place.start();
    await sendTo(latchkey, mia, american);
    await latchkey.submit(mia, place.codes(american)[0] ?? '');
    expect(await latchkey.stores.roster.find(mia)).toBeDefined();
    await sendTo(latchkey, memberOf(3), british);

    const shown: unknown[] = [];
    for (const [index, phone] of [american, british, numberOf(77)].entries()) {
      const who = memberOf(10 + index);
      const answers: unknown[] = [await latchkey.enter(who, phone)];
      answers.push(without(await latchkey.look(who), 'phone', 'country'));
      answers.push(without(await latchkey.send(who), 'messageId'));
      answers.push(without(await latchkey.look(who), 'phone', 'country', 'underway'));
      answers.push(await latchkey.send(who), await latchkey.resend(who));
      for (const _ of [1, 2, 3]) answers.push(await latchkey.submit(who, wrongCode));
      answers.push(without(await latchkey.look(who), 'phone', 'country'));
      shown.push(answers);
    }
    expect(shown[0]).toEqual(shown[2]);
    expect(shown[1]).toEqual(shown[2]);
  });

  it('the caps of a number and of an account read the same to a member who meets them', async () => {
    const read = async (limits: object, phone = american) => {
      const place = createPlace({ limits });
      const latchkey = await place.start();
      await sendTo(latchkey, attacker, phone);
      await place.clock.skip(30_000);
      return latchkey.resend(attacker);
    };
    const byNumber = await read({ sendsPerNumber: 1 });
    const byAccount = await read({ sendsPerMember: 1 });
    expect(byNumber).toEqual({ ...byAccount, budget: 'sends-number' });
  });
});

function without<T extends object>(outcome: T | undefined, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(outcome ?? {}).filter(([name]) => !keys.includes(name)));
}
