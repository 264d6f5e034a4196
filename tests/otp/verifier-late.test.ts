import { expect, it } from 'vitest';
import { createChallengeEncryption } from '../../src/storage/otp-state/cipher.ts';
import { secretKey } from '../storage/fixtures.ts';
import { onEachStore } from '../storage/places.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, british, memberOf, verdict } from '../support/verifier.ts';

const member = memberOf(1);
const failed = { is: 'failed', problem: 'network' } as const;

onEachStore((freshPlace) => {
  /** A member with a code on the phone. */
  async function sent(options: Parameters<typeof createPlace>[0] = {}) {
    const place = createPlace(options, undefined, freshPlace());
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    await latchkey.send(member);
    return { place, latchkey, clock: place.clock, code: place.code(american) };
  }

  it('case 54: a code that a newer one has replaced costs no try, and the member hears which one counts', async () => {
    const { place, latchkey, clock, code } = await sent();
    await clock.skip(30_000);
    await latchkey.resend(member);
    const sentAt = clock.now();
    for (let time = 0; time < 5; time++) {
      expect(await latchkey.submit(member, code)).toEqual({ is: 'earlierCode', channel: 'sms', sentAt });
    }
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 2 });
    expect(verdict(await latchkey.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 54: an earlier code is recognised in another process, after every resend, and no code but those', async () => {
    const { place, latchkey, clock, code } = await sent();
    const codes = [code];
    for (const wait of [30_000, 60_000, 120_000]) {
      await clock.skip(wait);
      await latchkey.resend(member);
      codes.push(place.code(american));
    }
    const other = await place.start();
    for (const earlier of codes.slice(0, -1)) {
      expect(await other.submit(member, earlier)).toMatchObject({ is: 'earlierCode' });
    }
    for (const left of [2, 1]) expect(await other.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left });
    expect(await other.submit(member, wrongCode)).toMatchObject({ is: 'locked' });
    // Locked out is locked out, whatever is typed.
    expect(await other.submit(member, code)).toMatchObject({ is: 'locked' });
  });

  it('case 54: parallel wrong guesses beside an earlier code are counted as ever', async () => {
    const { place, latchkey, clock, code } = await sent();
    await clock.skip(30_000);
    await latchkey.resend(member);
    const other = await place.start();
    const guesses = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? latchkey : other).submit(member, index % 4 === 0 ? code : wrongCode),
    );
    const outcomes = (await Promise.all(guesses)).map(({ is }) => is);
    expect(outcomes.filter((is) => is === 'wrongCode').length).toBeLessThanOrEqual(2);
    expect(outcomes).toContain('locked');
  });

  it('case 36: a late report of an SMS before changes nothing of the one that counts, whatever was in between', async () => {
    const { latchkey, clock, place } = await sent();
    await latchkey.submit(member, place.code(american));
    await latchkey.forget(member);
    // The numbers of sends begin again.
    await latchkey.enter(member, american);
    await latchkey.send(member);
    await latchkey.delivered(member, 'SM1', failed);
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'underway' }, canSend: false });

    await clock.skip(30_000);
    await latchkey.resend(member);
    await latchkey.delivered(member, 'SM2', failed);
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'underway' }, canSend: false });
    await latchkey.delivered(member, 'SM3', failed);
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'failed' }, canSend: true });
  });

  it('case 36: what Twilio answers late to a send that was forgotten in between is not noted on the next one', async () => {
    const place = createPlace({}, undefined, freshPlace());
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = await place.start({
      sms: {
        send: async () => {
          asked.resolve();
          await answer.promise;
          return { is: 'refused', problem: 'cannotReceive' };
        },
        status: async () => ({ is: 'underway' }),
        settle: async () => {},
      },
    });
    const sending = slow.send(member);
    await asked.promise;
    await latchkey.forget(member);
    await latchkey.enter(member, british);
    await latchkey.send(member);
    answer.resolve();
    await sending;
    expect(await latchkey.look(member)).toMatchObject({ is: 'sent', phone: british, delivery: { is: 'underway' } });
  });

  it('case 36: a report that is not the last word takes nothing back', async () => {
    const { latchkey } = await sent();
    await latchkey.delivered(member, 'SM1', { is: 'delivered' });
    await latchkey.delivered(member, 'SM1', { is: 'sent' });
    expect(await latchkey.look(member)).toMatchObject({ delivery: { is: 'delivered' } });
  });

  it('case 38: a challenge that another version has stored is unreadable, and what was counted holds', async () => {
    const { place, latchkey, code } = await sent({ limits: { sendsPerMember: 1, guessesPerMember: 2 } });
    await latchkey.submit(member, wrongCode);
    const { challenges } = latchkey.stores;
    const { challenge } = await challenges.load(member);
    if (!challenge) throw new Error('nothing is stored');
    // As a version would store it that knows a field more.
    const strange = { ...challenge, earlierNumbers: [british] };
    await challenges.replace(member, await challenges.load(member), strange, 60_000);

    expect(await latchkey.look(member)).toBeUndefined();
    expect(await latchkey.submit(member, code)).toEqual({ is: 'noNumber' });
    await latchkey.enter(member, american);
    expect(await latchkey.send(member)).toMatchObject({ is: 'budgetSpent', budget: 'sends-member' });
    expect(place.sent).toHaveLength(1);
  });
});

it('case 38: what is marked as of another version is not even decrypted', () => {
  const { encrypt, decrypt } = createChallengeEncryption(secretKey);
  const stored = encrypt('{}');
  expect(JSON.parse(decrypt(stored)).value.held).toEqual({});
  for (const version of ['v1.', 'v2.', 'v3.', 'v4.', 'v6.']) {
    expect(JSON.parse(decrypt(stored.replace(/^v\d\./, version))).value.held).toBeNull();
  }
});
