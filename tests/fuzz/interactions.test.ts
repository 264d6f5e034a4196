import { expect, it } from 'vitest';
import { runs } from './hostile.ts';
import { storm } from './storm.ts';

/** Of these, half come from members and half from admins. */
const numRuns = runs(400);
const timeout = Math.max(60_000, numRuns * 100);

it('whatever members send, each gets an answer, none an error, and no SMS goes where none may', {
  timeout,
}, async () => {
  const { answers, sms } = await storm(['mira', 'jonas', 'vesper', 'nils'], numRuns / 2);
  expect([...answers.keys()]).toEqual(expect.arrayContaining(['message', 'update']));
  expect(sms).toBeGreaterThan(0);
});

it('whatever admins send, they and the members get an answer, and none an error', { timeout }, async () => {
  const { answers } = await storm(['ada', 'ada', 'mira'], numRuns / 2);
  expect([...answers.keys()]).toEqual(expect.arrayContaining(['message', 'update']));
});
