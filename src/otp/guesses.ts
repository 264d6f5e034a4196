import type { Who } from '../base/member-ref.ts';
import type { Clock, Ms } from '../clock.ts';
import type { Budget } from '../limits/budgets.ts';
import type { Counters } from '../limits/counters.ts';
import { freshAt, takeOf } from '../limits/reserve.ts';
import type { Challenge, ChallengePolicy, EarlierCode, Sent } from './challenge-state.ts';
import { isCodeOf } from './code.ts';
import { panelState } from './panel-state.ts';
import { allKeys, type KeyRing } from './pepper.ts';

interface Parts {
  readonly counters: Counters;
  readonly clock: Clock;
  readonly peppers: KeyRing;
}

interface Policy {
  readonly challenge: ChallengePolicy;
  readonly guessesPerMember: Budget;
}

const COUNTERS_KEPT: Ms = 48 * 60 * 60_000;

/** The guesses of members, in counters that all processes share. Every method may throw `StoreUnavailable`. */
export function createGuesses({ counters, clock, peppers }: Parts, policy: Policy) {
  const roundKey = ({ memberId }: Who, { round }: Challenge) => `guesses|${memberId}|${round.id}`;

  /** How many guesses of the round are taken. Before anything was sent there can be none. */
  async function taken(who: Who, challenge: Challenge | undefined): Promise<number> {
    if (!challenge || challenge.sends === 0) return 0;
    const [count = 0] = await counters.counts([roundKey(who, challenge)]);
    return count;
  }

  /** Reserves a guess, by member and day and by round, before the code is looked at. A challenge that takes no code costs none. */
  async function take(who: Who, challenge: Challenge | undefined, code: string) {
    const now = clock.now();
    const none = { is: 'guess', event: { is: 'submit', matches: 'none', guess: 0 }, giveBack: async () => {} } as const;
    if (challenge?.is !== 'sent' || !panelState(challenge, now, policy.challenge).canSubmit) return none;

    const budget = policy.guessesPerMember;
    const { maxAttempts } = policy.challenge;
    const day = takeOf({ budget, subject: who.memberId }, now);
    const round = { key: roundKey(who, challenge), limit: maxAttempts, keepFor: COUNTERS_KEPT };
    // What comes of a guess is saved before it is said.
    const reserved = await counters.take([day, round], true);
    if (reserved.is === 'refused') {
      if (reserved.by === 0) return { is: 'budgetSpent', budget: budget.name, until: freshAt(budget, now) } as const;
      return { ...none, event: { ...none.event, guess: maxAttempts + 1 } };
    }
    const [, guess = maxAttempts + 1] = reserved.counts;
    const matches = matchOf(who, challenge, code);
    const giveBack = () => counters.giveBack([day, round]);
    return { is: 'guess', event: { is: 'submit', matches, guess }, giveBack } as const;
  }

  /** Which code of the challenge it is. All are compared, so that the time tells nothing of which. */
  function matchOf(who: Who, { id, digest, earlier }: Sent, code: string): 'current' | 'earlier' | 'none' {
    const is = (one: EarlierCode) => isCodeOf(one.digest, allKeys(peppers), { ...who, challengeId: one.id, code });
    const [isCurrent, ...areEarlier] = [{ id, digest }, ...earlier].map(is);
    if (isCurrent) return 'current';
    return areEarlier.includes(true) ? 'earlier' : 'none';
  }

  return { taken, take };
}
