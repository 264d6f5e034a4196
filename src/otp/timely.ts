import { AGREED, type Clock, type Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy } from './challenge-state.ts';
import type { ChallengeStore, Stored } from './challenge-store.ts';

/**
 * Challenges without what lies in the future: a process wrote it whose clock was ahead. Its code is void, as nobody can say when its life
 * ends, and a wait lasts no longer than if it began now.
 */
export function timely(store: ChallengeStore, clock: Clock, policy: ChallengePolicy): ChallengeStore {
  return {
    ...store,
    load: async (who) => timelyOf(await store.load(who), clock.now(), policy),
  };
}

/** The same of one that was read past that store. */
export function timelyOf({ challenge, ...stored }: Stored, now: Ms, policy: ChallengePolicy): Stored {
  return challenge ? { ...stored, challenge: asOf(challenge, now, policy) } : stored;
}

function asOf(challenge: Challenge, now: Ms, { coolDowns }: ChallengePolicy): Challenge {
  const isAhead = (at: Ms, most: Ms = 0) => at > now + most + AGREED;
  const { id, phone, country, sends, hurried, earlier } = challenge;
  const { lastWrongAt, ...unlocked } = challenge.round;
  const isWrongAhead = lastWrongAt !== undefined && isAhead(lastWrongAt);
  const isSentAhead = challenge.is === 'sent' && isAhead(challenge.sentAt);
  const waitsTooLong = isAhead(challenge.waitBefore, Math.max(...coolDowns));
  if (!isSentAhead && !waitsTooLong && !isWrongAhead) return challenge;
  const round = isWrongAhead ? unlocked : challenge.round;
  const waitBefore = waitsTooLong ? 0 : challenge.waitBefore;
  if (!isSentAhead) return { ...challenge, round, waitBefore };
  return { is: 'entered', id, phone, country, sends, hurried, earlier, round, waitBefore, enteredAt: now };
}
