import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { loadChallenge, saveChallenge } from '../storage/stored.ts';
import { freshDatabase } from '../storage/support.ts';
import { createPlace, recordingPhones, wrongCode } from '../support/place.ts';
import {
  american,
  british,
  countedCodes,
  memberOf,
  challengePolicy as policy,
  startLatchkey,
} from '../support/verifier.ts';

const member = memberOf(1);

/** A member whose first code was just sent. */
async function sentTo(place = createPlace()) {
  const latchkey = await place.start();
  await latchkey.enter(member, american);
  expect(await latchkey.send(member)).toMatchObject({ is: 'sent', send: 1 });
  return { ...place, latchkey, first: place.code(american) };
}

describe('a code', () => {
  it('case 6: fails once another was sent, and a wrong guess at the same moment cannot revive it', async () => {
    const { latchkey, clock, first, code } = await sentTo(createPlace({ challenge: { maxAttempts: 10 } }));
    await clock.skip(30_000);
    const [, sent] = await Promise.all([
      latchkey.submit(member, wrongCode),
      latchkey.resend(member),
      latchkey.submit(member, wrongCode),
    ]);
    expect(sent).toMatchObject({ is: 'sent', send: 2 });
    expect(await latchkey.submit(member, first)).toMatchObject({ is: 'earlierCode' });
    expect(await latchkey.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 7 });
    expect(await latchkey.submit(member, code(american))).toMatchObject({ is: 'proven' });
  });

  it('case 7: works for no other member, no other server and no other challenge', async () => {
    const place = createPlace({ newCode: countingOddly() });
    const latchkey = await place.start();
    const [neighbour, abroad] = [memberOf(2), memberOf(1, '999')];
    for (const who of [member, neighbour, abroad]) {
      await latchkey.enter(who, american);
      await latchkey.send(who);
    }
    const [mine = '', neighbours = '', fromAbroad = ''] = place.sent.map(({ code }) => code);
    expect(await latchkey.submit(neighbour, mine)).toMatchObject({ is: 'wrongCode' });
    expect(await latchkey.submit(abroad, mine)).toMatchObject({ is: 'wrongCode' });
    expect(await latchkey.submit(member, neighbours)).toMatchObject({ is: 'wrongCode' });
    expect(await latchkey.submit(member, fromAbroad)).toMatchObject({ is: 'wrongCode' });

    await latchkey.enter(neighbour, british);
    await latchkey.send(neighbour);
    expect(await latchkey.submit(neighbour, neighbours)).toMatchObject({ is: 'wrongCode' });
    expect(await latchkey.submit(neighbour, place.code(british))).toMatchObject({ is: 'proven' });
  });

  it('case 7: proves nothing where a stored challenge was moved to another member, server or challenge', async () => {
    const place = createPlace({ challenge: { maxAttempts: 10 } });
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    await latchkey.send(member);
    const { challenges } = latchkey.stores;
    const stored = await loadChallenge(challenges, member);
    if (!stored) throw new Error('nothing was stored');
    for (const other of [memberOf(2), memberOf(1, '999')]) {
      await saveChallenge(challenges, other, stored, 60_000);
      expect(await latchkey.submit(other, place.code(american))).toMatchObject({ is: 'wrongCode' });
    }
    await saveChallenge(challenges, member, { ...stored, id: 'another' }, 60_000);
    expect(await latchkey.submit(member, place.code(american))).toMatchObject({ is: 'wrongCode' });
  });

  it('case 8: is accepted 1 ms before its end of life', async () => {
    const { latchkey, clock, first } = await sentTo();
    await clock.skip(policy.ttl - 1);
    expect(await latchkey.look(member)).toMatchObject({ is: 'sent', canSubmit: true, expiresAt: clock.now() + 1 });
    expect(await latchkey.submit(member, first)).toMatchObject({ is: 'proven' });
  });

  it('case 8: is refused at its end of life, also after the clock steps back and over a restart', async () => {
    const { latchkey, clock, first, start } = await sentTo();
    await clock.skip(policy.ttl);
    expect(await latchkey.submit(member, first)).toEqual({ is: 'expired' });
    await clock.skip(-policy.ttl / 2);
    expect(await latchkey.submit(member, first)).toEqual({ is: 'expired' });
    expect(await (await start()).submit(member, first)).toEqual({ is: 'expired' });
    expect(await latchkey.look(member)).toMatchObject({ is: 'expired', canSubmit: false });
  });
});

it('case 8: a code is refused at its end of life, though the machine’s clock was set back before the member came', async () => {
  let [machine, steady] = [Date.UTC(2026, 7, 1, 12), 0];
  const phones = recordingPhones();
  const clock = systemClock({ wall: () => machine, steady: () => steady });
  const latchkey = await startLatchkey({
    address: { databaseUrl: `sqlite:${await freshDatabase()}` },
    clock,
    sms: phones.sms,
    newCode: countedCodes(),
  });
  onTestFinished(latchkey.close);
  await latchkey.enter(member, american);
  await latchkey.send(member);

  machine += policy.ttl;
  steady += policy.ttl;
  await latchkey.enter(memberOf(2), british);
  machine -= policy.ttl;

  expect(await latchkey.submit(member, phones.code(american))).toEqual({ is: 'expired' });
});

/** Codes that are far apart, so that no two members hold the same. */
function countingOddly(): () => string {
  let next = 0;
  return () => String(2000 + 1111 * ++next);
}
