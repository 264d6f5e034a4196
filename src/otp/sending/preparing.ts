import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import { type Event, step } from '../challenge.ts';
import type { Challenge, ChallengePolicy, Sent } from '../challenge-state.ts';
import type { ChallengeStore, Stored } from '../challenge-store.ts';
import { type createChanges, orGiveBack } from '../changes.ts';
import { codeDigest } from '../code.ts';
import type { createGuesses } from '../guesses.ts';
import type { BudgetSpent } from '../outcomes.ts';
import type { KeyRing } from '../pepper.ts';
import type { Channel } from '../sms.ts';
import type { Allowance } from './send-costs.ts';
import type { SendLimits } from './send-limits.ts';

interface PreparingParts {
  readonly challenges: ChallengeStore;
  readonly sendLimits: Pick<SendLimits, 'reserve'>;
  readonly clock: Clock;
  readonly peppers: KeyRing;
  readonly newCode: () => string;
  readonly newId: () => string;
}

/** Does everything of a send but the asking of the carrier: the code, its price, and the challenge that it counts for. */
export function createPreparing(
  { challenges, sendLimits, clock, peppers, newCode, newId }: PreparingParts,
  policy: ChallengePolicy,
  changes: ReturnType<typeof createChanges>,
  guesses: ReturnType<typeof createGuesses>,
) {
  /** What a send makes of a challenge, and the code that counts then. */
  async function planSend(who: Who, challenge: Challenge | undefined, channel: Channel, again: boolean) {
    const code = newCode();
    const digest = codeDigest(peppers.current, { ...who, challengeId: challenge?.id ?? '', code });
    const taken = await guesses.taken(who, challenge);
    const event: Event = { is: 'send', channel, again, guesses: taken, digest, freshId: newId() };
    const [next, outcome] = step(challenge, event, clock.now(), policy);
    return { code, next, outcome };
  }

  /** Reserves what a send costs, and saves it. Undefined, and nothing is spent, where another process was first. */
  async function payAndSave(who: Who, before: Stored, next: Sent, allowance: Allowance) {
    const reservation = await sendLimits.reserve(who, next, allowance, clock.now());
    if (reservation.is !== 'reserved') {
      // What was left may have gone to another process, which is sending this very code.
      const stored = await challenges.load(who);
      if (stored.version !== before.version) return undefined;
      return { is: 'not', outcome: spent(reservation), stored } as const;
    }
    const { giveBack, spending } = reservation;
    const stored = await orGiveBack(() => changes.replace(who, before, next), giveBack);
    if (stored) return { is: 'prepared', stored, giveBack, spending } as const;
    await giveBack();
    return undefined;
  }

  /** After this the code counts, and only this caller may send it. */
  return (who: Who, channel: Channel, again: boolean, allowance: Allowance, loaded?: Stored) =>
    changes.goOn(
      who,
      async (before) => {
        const { code, next, outcome } = await planSend(who, before.challenge, channel, again);
        if (outcome.is !== 'sent') {
          const stored = next === before.challenge || !next ? before : await changes.replace(who, before, next);
          return stored && ({ is: 'not', outcome, stored } as const);
        }
        if (next?.is !== 'sent') throw new Error('a send leaves a challenge behind');
        const saved = await payAndSave(who, before, next, allowance);
        const of = { id: next.id, send: next.sends };
        return saved?.is === 'prepared' ? { ...saved, code, to: next, of } : saved;
      },
      loaded,
    );
}

/** A budget or a breaker that said no, as it is told. */
function spent(refusal: Exclude<Awaited<ReturnType<SendLimits['reserve']>>, { is: 'reserved' }>): BudgetSpent {
  const { until } = refusal;
  if (refusal.is === 'spent') return { is: 'budgetSpent', budget: refusal.budget.name, until };
  return { is: 'budgetSpent', budget: `breaker-${refusal.scope}`, until, figures: refusal.figures };
}
