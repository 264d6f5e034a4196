// Without the test runner: child processes use it, too.

import type { Who } from '../../src/base/member-ref.ts';
import type { Ms } from '../../src/clock.ts';
import type { Counters } from '../../src/limits/counters.ts';
import type { Challenge } from '../../src/otp/challenge-state.ts';
import type { ChallengeStore } from '../../src/otp/challenge-store.ts';

/** Takes one of one counter. @returns how many are taken then, or undefined where none was left */
export async function takeOne(
  counters: Pick<Counters, 'take'>,
  key: string,
  limit: number,
  keepFor: Ms,
): Promise<number | undefined> {
  const taken = await counters.take([{ key, limit, keepFor }]);
  return taken.is === 'taken' ? taken.counts[0] : undefined;
}

/** The challenge that is stored. */
export async function loadChallenge(challenges: ChallengeStore, who: Who): Promise<Challenge | undefined> {
  return (await challenges.load(who)).challenge;
}

/** Stores a challenge in the place of what there is. Throws where another was first. */
export async function saveChallenge(
  challenges: ChallengeStore,
  who: Who,
  challenge: Challenge,
  keepFor: Ms,
): Promise<void> {
  const done = await challenges.replace(who, await challenges.load(who), challenge, keepFor);
  if (!done) throw new Error('another challenge was saved in between');
}
