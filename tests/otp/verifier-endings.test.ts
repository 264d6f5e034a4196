import { expect, it } from 'vitest';
import { createPlace, recordingPhones, wrongCode } from '../support/place.ts';
import { american, british, memberOf, verdict } from '../support/verifier.ts';

const member = memberOf(1);

async function sent() {
  const place = createPlace();
  const latchkey = await place.start();
  await latchkey.enter(member, american);
  await latchkey.send(member);
  return { place, latchkey };
}

it('a code that was right is told to the carrier as approved', async () => {
  const { place, latchkey } = await sent();
  await latchkey.submit(member, wrongCode);
  expect(place.endings).toEqual([]);
  expect(verdict(await latchkey.submit(member, place.code(american)))).toBe('admitted');
  expect(place.endings).toEqual([['SM1', 'approved']]);
});

it('a code that is given up for another number is told as cancelled', async () => {
  const { place, latchkey } = await sent();
  await latchkey.enter(member, american);
  expect(place.endings).toEqual([]);
  await latchkey.enter(member, british);
  expect(place.endings).toEqual([['SM1', 'canceled']]);
});

it('so is the code of a member whose data is deleted', async () => {
  const { place, latchkey } = await sent();
  await latchkey.forget(member);
  expect(place.endings).toEqual([['SM1', 'canceled']]);
  await latchkey.forget(member);
  expect(place.endings).toHaveLength(1);
});

it('a code that may never have gone out has no ending', async () => {
  const place = createPlace(
    {},
    recordingPhones(() => ({ is: 'unknown' })),
  );
  const latchkey = await place.start();
  await latchkey.enter(member, american);
  await latchkey.send(member);
  await latchkey.enter(member, british);
  expect(place.endings).toEqual([]);
});
