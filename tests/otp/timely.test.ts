import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, memberOf, challengePolicy as policy } from '../support/verifier.ts';

const hour = 3_600_000;
const member = memberOf(1);

/** A member who was sent a code by a process whose clock was an hour ahead; its place is taken by one whose clock is right. */
async function afterJump(
  before: (latchkey: Awaited<ReturnType<ReturnType<typeof createPlace>['start']>>) => Promise<unknown>,
) {
  const place = createPlace();
  const ahead = await place.start();
  await ahead.enter(member, american);
  await ahead.send(member);
  await before(ahead);
  await ahead.close();
  await place.clock.skip(-hour);
  return { place, latchkey: await place.start() };
}

describe('case 34: after a restart from a clock that was an hour ahead', () => {
  it('the code is void, and another one goes out at once', async () => {
    const { place, latchkey } = await afterJump(async () => {});
    const old = place.code(american);
    expect(await latchkey.submit(member, old)).toEqual({ is: 'nothingSent' });
    expect(await latchkey.send(member)).toMatchObject({ is: 'sent' });
    expect(await latchkey.submit(member, old)).toMatchObject({ is: 'wrongCode' });
    expect(await latchkey.submit(member, place.code(american))).toMatchObject({ is: 'proven' });
  });

  it('a wait after wrong codes is no longer than if it began now, and the guesses of the round are not given again', async () => {
    const { place, latchkey } = await afterJump(async (ahead) => {
      for (const _ of [1, 2, 3]) await ahead.submit(member, wrongCode);
    });
    const until = place.clock.now() + policy.lock;
    expect(await latchkey.send(member)).toEqual({ is: 'locked', until });
    await place.clock.skip(policy.lock);
    expect(await latchkey.send(member)).toMatchObject({ is: 'sent' });
  });
});

it('case 34: of two processes whose clocks differ by some seconds each takes the other’s codes', async () => {
  const place = createPlace();
  const ahead = await place.start();
  const clock = manualClock(place.clock.now() - 20_000);
  const behind = await place.start({ clock } as object);
  await ahead.enter(member, american);
  await ahead.send(member);
  expect(await behind.submit(member, place.code(american))).toMatchObject({ is: 'proven' });
});
