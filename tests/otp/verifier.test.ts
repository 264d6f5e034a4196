import { describe, expect, it } from 'vitest';
import { createPlace, createPlaceWithTwilio, wrongCode } from '../support/place.ts';
import { american, british, type Latchkey, memberOf, challengePolicy as policy, verdict } from '../support/verifier.ts';

const member = memberOf(1);

/** A member whose first code was just sent. */
async function sentTo(place = createPlace()) {
  const latchkey = await place.start();
  await latchkey.enter(member, american);
  expect(await latchkey.send(member)).toMatchObject({ is: 'sent', send: 1 });
  return { ...place, latchkey, first: place.code(american) };
}

async function resent(latchkey: Latchkey, clock: { skip(ms: number): Promise<void> }) {
  await clock.skip(policy.coolDowns[0] ?? 0);
  expect(await latchkey.resend(member)).toMatchObject({ is: 'sent' });
}

describe('proving a number', () => {
  it('takes one SMS through Twilio, and the code in it', async () => {
    const place = await createPlaceWithTwilio();
    const latchkey = await place.start();

    expect(await latchkey.look(member)).toBeUndefined();
    expect(await latchkey.enter(member, american)).toEqual({ is: 'readyToSend' });
    expect(await latchkey.send(member)).toEqual({
      is: 'sent',
      send: 1,
      messageId: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    });
    await place.clock.skip(3000);
    expect(place.world.inbox(american)).toMatchObject([{ validityPeriod: policy.ttl / 1000, status: 'delivered' }]);
    const [code = ''] = place.codes(american);
    expect(verdict(await latchkey.submit(member, code))).toBe('admitted');
    expect(await latchkey.look(member)).toBeUndefined();
    expect(place.world.messages).toHaveLength(1);
  });

  it('says why the carrier refused, gives the budget back, and lets the member try again at once', async () => {
    const place = await createPlaceWithTwilio({ limits: { sendsPerMember: 1, sendsPerNumber: 1, sendsInAll: 1 } });
    const latchkey = await place.start();
    place.world.optedOut.add(american);
    await latchkey.enter(member, american);

    for (const _ of [1, 2, 3]) expect(await latchkey.send(member)).toMatchObject({ is: 'refused' });
    expect(await latchkey.look(member)).toMatchObject({ is: 'entered', canSend: true, problem: 'optedOut' });

    place.world.optedOut.delete(american);
    expect(await latchkey.send(member)).toMatchObject({ is: 'sent' });
  });

  it('notes what the carrier reports on the latest SMS, and nothing about the ones before', async () => {
    const { latchkey, clock } = await sentTo();
    await resent(latchkey, clock);
    await latchkey.delivered(member, 'SM1', { is: 'failed', problem: 'unreachable' });
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'underway' }, canSend: false });
    await latchkey.delivered(member, 'SM2', { is: 'delivered' });
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'delivered' } });
  });

  it('hands the message to follow to the process that asks after a restart, until its end is known', async () => {
    const { latchkey, start } = await sentTo();
    const restarted = await start();
    expect(await restarted.look(member)).toMatchObject({ underway: { messageId: 'SM1' } });
    await latchkey.delivered(member, 'SM1', { is: 'delivered' });
    expect(await restarted.look(member)).not.toHaveProperty('underway');
  });

  it('costs no guess where no code can be right', async () => {
    const place = createPlace({ limits: { guessesPerMember: 1 } });
    const latchkey = await place.start();
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'noNumber' });
    await latchkey.enter(member, american);
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'nothingSent' });
    await latchkey.send(member);
    expect(await latchkey.submit(member, place.code(american))).toMatchObject({ is: 'proven' });
  });

  it('forgets a member on request, number and all', async () => {
    const { latchkey, first } = await sentTo();
    await latchkey.forget(member);
    expect(await latchkey.look(member)).toBeUndefined();
    expect(await latchkey.submit(member, first)).toEqual({ is: 'noNumber' });
  });
});

describe('the guesses', () => {
  it('case 4: a resend never refills them', async () => {
    const { latchkey, clock, code } = await sentTo();
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
    await resent(latchkey, clock);
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 1 });
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'locked', until: clock.now() + policy.lock });
    expect(await latchkey.submit(member, code(american))).toMatchObject({ is: 'locked' });
    expect(await latchkey.resend(member)).toMatchObject({ is: 'locked' });
  });

  it.each([
    ['starting the flow again', async (l: Latchkey) => void (await l.enter(member, american))],
    ['another number', async (l: Latchkey) => void (await l.enter(member, british))],
    [
      'another number and back',
      async (l: Latchkey) => {
        await l.enter(member, british);
        await l.enter(member, american);
      },
    ],
    ['looking', async (l: Latchkey) => void (await l.look(member))],
  ])('case 5: %s never refills them', async (_, restart) => {
    const { latchkey, clock } = await sentTo();
    for (const left of [2, 1]) expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left });
    await restart(latchkey);
    await clock.skip(30_000);
    expect(await latchkey.resend(member)).toMatchObject({ is: 'sent' });
    expect(await latchkey.submit(member, wrongCode)).toMatchObject({ is: 'locked' });
    await restart(latchkey);
    expect(await latchkey.resend(member)).toMatchObject({ is: 'locked' });
    expect(await latchkey.submit(member, wrongCode)).toMatchObject({ is: 'locked' });
  });

  it('case 5: leaving the server and coming back while they are held against a member never refills them', async () => {
    const { latchkey, clock, start } = await sentTo();
    for (const left of [2, 1]) expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left });
    await latchkey.close();
    await clock.skip(policy.lock - 1);
    const later = await start();
    await later.enter(member, american);
    await later.send(member);
    expect(await later.submit(member, wrongCode)).toMatchObject({ is: 'locked' });
  });

  it('case 5: proving a number that another account holds ends the round, but never refills the guesses of a day', async () => {
    const place = createPlace({ limits: { guessesPerMember: 6 } });
    const latchkey = await place.start();
    const holder = memberOf(2);
    await latchkey.enter(holder, british);
    await latchkey.send(holder);
    expect(verdict(await latchkey.submit(holder, place.code(british)))).toBe('admitted');

    const said: string[] = [];
    for (const _ of [1, 2, 3]) {
      await latchkey.enter(member, american);
      await latchkey.send(member);
      for (const _ of [1, 2]) said.push(verdict(await latchkey.submit(member, wrongCode)));
      await latchkey.enter(member, british);
      await latchkey.send(member);
      said.push(verdict(await latchkey.submit(member, place.code(british))));
    }
    expect(said.filter((is) => is === 'wrongCode')).toHaveLength(4);
    expect(said.filter((is) => is === 'numberTaken')).toHaveLength(2);
    // Nor is a code paid for that no guess is left for.
    expect(said.slice(-3)).toEqual(['nothingSent', 'nothingSent', 'nothingSent']);
    expect(await latchkey.send(member)).toMatchObject({ is: 'budgetSpent', budget: 'guesses-member' });
  });

  it('case 5: other servers share the guesses of a day', async () => {
    const place = createPlace({ limits: { guessesPerMember: 4 }, challenge: { maxAttempts: 2 } });
    const latchkey = await place.start();
    const outcomes: string[] = [];
    const all = ['1', '2', '3'].map((server) => memberOf(1, server));
    for (const who of all) {
      await latchkey.enter(who, american);
      await latchkey.send(who);
    }
    for (const who of all) {
      for (const _ of [1, 2]) outcomes.push((await latchkey.submit(who, wrongCode)).is);
    }
    expect(outcomes).toEqual(['wrongCode', 'locked', 'wrongCode', 'locked', 'budgetSpent', 'budgetSpent']);
    expect(await latchkey.submit(memberOf(1, '3'), place.code(american))).toMatchObject({ is: 'budgetSpent' });
  });
});
