import type { Who } from '../base/member-ref.ts';
import { StoreUnavailable } from '../base/store-unavailable.ts';
import type { Clock } from '../clock.ts';
import { type Event, type Outcome, step } from './challenge.ts';
import type { Challenge, ChallengePolicy } from './challenge-state.ts';
import type { ChallengeStore, Stored } from './challenge-store.ts';
import { keepFor } from './panel-state.ts';

/**
 * What need not be written where another process was first. It may count a wrong code already; the shared counter has it, and
 * tells the next one of it. And a code that came too late was no guess at the one that was sent since.
 */
const settled: readonly Outcome['is'][] = ['wrongCode', 'expired'];

/** How often to start over where other processes change the same challenge. Each time another one has got somewhere. */
const ATTEMPTS = 20;

/** Runs `work`; if it fails, gives back what was taken for it, as far as the store still lets it. */
export async function orGiveBack<T>(work: () => Promise<T>, giveBack: () => Promise<unknown>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await giveBack().catch(() => undefined);
    throw error;
  }
}

/** What came of an event, and what is stored then. */
export interface Change<O = Outcome> {
  readonly outcome: O;
  /** What it came to. */
  readonly before: Stored;
  readonly stored: Stored;
}

interface Parts {
  readonly challenges: ChallengeStore;
  readonly clock: Clock;
}

/**
 * Changes of stored challenges. What is replaced is exactly what was looked at: nobody brings back what another process has
 * replaced since, such as a code that a resend has ended. Throws `StoreUnavailable`.
 */
export function createChanges({ challenges, clock }: Parts, policy: ChallengePolicy) {
  const replace = (who: Who, before: Stored, after: Challenge): Promise<Stored | undefined> =>
    challenges.replace(who, before, after, keepFor(after, clock.now(), policy));

  /**
   * Looks at what is stored and attempts to go on from there, again where the attempt is undefined because another process was first.
   * @param loaded what is stored, where that was just read
   */
  async function goOn<T>(who: Who, attempt: (before: Stored) => Promise<T | undefined>, loaded?: Stored): Promise<T> {
    let before = loaded;
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const result = await attempt(before ?? (await challenges.load(who)));
      if (result !== undefined) return result;
      before = undefined;
    }
    throw new StoreUnavailable('Other processes keep changing the same challenge.');
  }

  /** Does to a challenge what `event` does to it. @param loaded as in `goOn` */
  function apply(who: Who, event: Event, loaded?: Stored): Promise<Change> {
    const attempt = async (before: Stored): Promise<Change | undefined> => {
      const [after, outcome] = step(before.challenge, event, clock.now(), policy);
      if (!after || after === before.challenge) return { outcome, before, stored: before };
      const stored = await replace(who, before, after);
      if (stored) return { outcome, before, stored };
      return settled.includes(outcome.is) ? { outcome, before, stored: await challenges.load(who) } : undefined;
    };
    return goOn(who, attempt, loaded);
  }

  return { replace, goOn, apply };
}
