import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onEachStore } from '../storage/places.ts';
import { createPlace, recordingPhones, wrongCode } from '../support/place.ts';
import { american, british, memberOf, verdict } from '../support/verifier.ts';

const member = memberOf(1);

onEachStore((freshPlace) => {
  it('/member reset in one process is in effect in another that has the member locked out', async () => {
    const place = createPlace({ limits: { guessesPerMember: 3 } }, undefined, freshPlace());
    const [one, other] = [await place.start(), await place.start()];
    await one.enter(member, american);
    await one.send(member);
    for (let time = 0; time < 3; time++) await one.submit(member, wrongCode);
    expect(await one.look(member)).toMatchObject({ is: 'locked' });

    expect(await other.renew(member)).toBe(true);

    expect(await one.look(member)).toMatchObject({ is: 'expired', canResend: true });
    expect(await one.resend(member)).toMatchObject({ is: 'sent' });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('/member reset leaves a code that is alive as it is, with all its tries', async () => {
    const place = createPlace({}, undefined, freshPlace());
    const [one, other] = [await place.start(), await place.start()];
    await one.enter(member, american);
    await one.send(member);
    for (let time = 0; time < 2; time++) await one.submit(member, wrongCode);
    await other.renew(member);
    expect(await one.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
    expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
  });

  it('/member reset while an SMS of theirs is under way gives no more than it says', async () => {
    const answer = Promise.withResolvers<{ is: 'refused'; problem: 'optedOut' }>();
    const phones = recordingPhones((count) =>
      count === 1 ? answer.promise : { is: 'accepted', messageId: `SM${count}` },
    );
    const place = createPlace({ limits: { sendsPerMember: 2 } }, phones, freshPlace());
    const [one, other] = [await place.start(), await place.start()];
    await one.enter(member, american);
    const sending = one.send(member);
    await expect.poll(() => place.sent.length).toBe(1);
    await other.renew(member);
    // What is given back now was lifted already.
    answer.resolve({ is: 'refused', problem: 'optedOut' });
    await sending;
    const ends: string[] = [];
    for (let time = 0; time < 4; time++) {
      await place.clock.skip(300_000);
      ends.push((await one.resend(member)).is);
    }
    expect(ends).toEqual(['sent', 'sent', 'budgetSpent', 'budgetSpent']);
  });
});

it('/member reset of somebody who has nothing begun does nothing but count', async () => {
  const place = createPlace();
  const { renew, look, enter, send } = await place.start();
  expect(await renew(member)).toBe(true);
  expect(await look(member)).toBeUndefined();
  await enter(member, american);
  expect(await send(member)).toMatchObject({ is: 'sent' });
});

const limits = {
  sendsPerMember: 2,
  sendsPerMemberAndNumber: 2,
  sendsPerNumber: 3,
  sendsPerOwnDialCode: 6,
  sendsInAll: 8,
};
const cap = 5;
const elsewhere = memberOf(3, '100000000000000002');
const act = fc.record({
  is: fc.constantFrom('enter', 'send', 'send', 'reset', 'reset'),
  who: fc.constantFrom(memberOf(1), memberOf(2), elsewhere),
  phone: fc.constantFrom(american, british),
  home: fc.nat({ max: 1 }),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** What two processes sent, and how often each account was given new tries. */
async function played(acts: readonly Act[]) {
  const place = createPlace({ limits });
  const processes = [await place.start(), await place.start()];
  const resets: string[] = [];
  for (const { is, who, phone, home } of acts) {
    const process = processes[home];
    await place.clock.skip(5000);
    if (is === 'enter') await process?.enter(who, phone);
    else if (is === 'send') await process?.send(who, cap);
    else if (await process?.renew(who)) resets.push(who.memberId);
  }
  return { sent: place.sent, resets };
}

it('/member reset: however often the staff do it, nobody pays more than their limits say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (acts) => {
      const { sent, resets } = await played(acts);
      const count = (is: (sms: (typeof sent)[number]) => boolean) => sent.filter(is).length;
      for (const phone of [american, british]) expect(count(({ to }) => to === phone)).toBeLessThanOrEqual(3);
      expect(count(({ to }) => to.startsWith('+1'))).toBeLessThanOrEqual(6);
      expect(count(({ memberId }) => memberId !== elsewhere.memberId)).toBeLessThanOrEqual(cap);
      expect(sent.length).toBeLessThanOrEqual(8);
      for (const id of resets) expect(resets.filter((one) => one === id).length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 15 },
  );
});
