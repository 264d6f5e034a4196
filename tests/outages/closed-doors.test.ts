import { afterEach, expect, it } from 'vitest';
import { type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';

let at: DeadlinePlay;
afterEach(() => at.play.stop());

it('case 41: a server full of accounts that take no direct messages cannot have Discord asked without end for it', async () => {
  at = await playWithDeadline();
  const { play } = at;
  const { world, traffic } = play.sandbox;
  for (const id of at.join(150)) world.setDirectMessages(id, false);
  await at.lookAfter(5.5);

  const closed = () => traffic.exchanges.filter(({ status, path }) => status === 403 && /channels/.test(path)).length;
  expect(closed()).toBe(50);
  const mira = play.person('mira');
  await mira.verify();
  expect(mira.hasRole()).toBe(true);
});
