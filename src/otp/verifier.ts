import type { Who } from '../base/member-ref.ts';
import type { Clock, Ms } from '../clock.ts';
import type { Figures } from '../limits/breaker.ts';
import type { Budget } from '../limits/budgets.ts';
import type { Counters } from '../limits/counters.ts';
import { type Event, type Outcome, step } from './challenge.ts';
import type { Challenge, ChallengePolicy } from './challenge-state.ts';
import type { ChallengeStore, Stored } from './challenge-store.ts';
import { createChanges, orGiveBack } from './changes.ts';
import { codeDigest } from './code.ts';
import { createGuesses } from './guesses.ts';
import type { E164 } from './number/phone.ts';
import type { KeyRing } from './pepper.ts';
import { createQueue } from './queue.ts';
import type { Allowance } from './sending/send-costs.ts';
import type { SendLimits } from './sending/send-limits.ts';
import type { CarrierProblem, Delivery, SmsSender } from './sms.ts';
import { type Standing, standing } from './standing.ts';

/** What the verifier stands on. Counters and challenges throw `StoreUnavailable`, which every method passes on. */
export interface VerifierParts {
  readonly challenges: ChallengeStore;
  readonly counters: Counters;
  readonly sendLimits: SendLimits;
  readonly sms: SmsSender;
  readonly clock: Clock;
  /** They key every digest. */
  readonly peppers: KeyRing;
  readonly newCode: () => string;
  readonly newId: () => string;
}

export interface VerifierPolicy {
  readonly challenge: ChallengePolicy;
  readonly guessesPerMember: Budget;
}

/** A budget or a breaker said no. Which one is for staff and log: a member is only told when it ends. */
export interface BudgetSpent {
  readonly is: 'budgetSpent';
  /** Its name; `breaker-country` or `breaker-prefix` for a breaker. */
  readonly budget: string;
  readonly until: Ms;
  /** Of a breaker: what opened it. */
  readonly figures?: Figures;
}

export type SendOutcome =
  | Exclude<Outcome, { is: 'sent' }>
  /** `messageId` is missing where the carrier may or may not have taken the SMS. */
  | { readonly is: 'sent'; readonly send: number; readonly messageId?: string }
  | ({ readonly is: 'refused' } & CarrierProblem)
  | BudgetSpent;

export interface Proof {
  readonly phone: E164;
  readonly country: string;
}

export type SubmitOutcome<T> =
  | Exclude<Outcome, { is: 'proven' }>
  | { readonly is: 'proven'; readonly then: T }
  | BudgetSpent;

/** What came of it, and where the member stands now: undefined without a challenge. */
export interface Seen<O> {
  readonly outcome: O;
  readonly standing: Standing | undefined;
}

export type Verifier = ReturnType<typeof createVerifier>;

/**
 * Proves that a member holds a number. It prepares, checks and hands over; what a proof is good for is the caller's.
 * Order of writing, so that a crash between any two lines loses nothing: reserve budget → save → send → record.
 */
export function createVerifier(parts: VerifierParts, policy: VerifierPolicy) {
  const { challenges, sendLimits, sms, clock, peppers } = parts;
  const inTurn = createQueue();
  const turnOf = <T>(who: Who, task: () => Promise<T>) => inTurn(`${who.serverId}:${who.memberId}`, task);

  const changes = createChanges(parts, policy.challenge);
  const guesses = createGuesses(parts, policy);

  function seen<O>(outcome: O, { challenge }: Stored): Seen<O> {
    return { outcome, standing: challenge && standing(challenge, clock.now(), policy.challenge) };
  }

  async function record(who: Who, event: Event, loaded?: Stored): Promise<Seen<Outcome>> {
    const { outcome, stored } = await turnOf(who, () => changes.apply(who, event, loaded));
    return seen(outcome, stored);
  }

  /** Everything of a send but the SMS itself: after this the code counts, and only this caller may send it. */
  function prepareSend(who: Who, again: boolean, allowance: Allowance) {
    return changes.goOn(who, async (before) => {
      const { code, next, outcome } = await planSend(who, before.challenge, again);
      if (outcome.is !== 'sent') {
        const stored = next === before.challenge || !next ? before : await changes.replace(who, before, next);
        return stored && ({ is: 'not', outcome, stored } as const);
      }
      if (!next) throw new Error('a send leaves a challenge behind');
      const saved = await payAndSave(who, before, next, allowance);
      const of = { id: next.id, send: next.sends };
      return saved?.is === 'prepared' ? { ...saved, code, to: next, of } : saved;
    });
  }

  /** What a send makes of a challenge, and the code that counts then. */
  async function planSend(who: Who, challenge: Challenge | undefined, again: boolean) {
    const code = parts.newCode();
    const digest = codeDigest(peppers.current, { ...who, challengeId: challenge?.id ?? '', code });
    const taken = await guesses.taken(who, challenge);
    const event: Event = { is: 'send', again, guesses: taken, digest, freshId: parts.newId() };
    const [next, outcome] = step(challenge, event, clock.now(), policy.challenge);
    return { code, next, outcome };
  }

  /** Reserves what a send costs, and saves it. Undefined, and nothing is spent, where another process was first. */
  async function payAndSave(who: Who, before: Stored, next: Challenge, allowance: Allowance) {
    const reservation = await sendLimits.reserve(who, next, allowance, clock.now());
    if (reservation.is !== 'reserved') {
      // What was left may have gone to another process, which is sending this very code.
      const stored = await challenges.load(who);
      if (stored.version !== before.version) return undefined;
      return { is: 'not', outcome: spent(reservation), stored } as const;
    }
    const { giveBack } = reservation;
    const stored = await orGiveBack(() => changes.replace(who, before, next), giveBack);
    if (stored) return { is: 'prepared', stored, giveBack } as const;
    await giveBack();
    return undefined;
  }

  return {
    /** Where the member stands now; undefined without a challenge. */
    async look(who: Who): Promise<Standing | undefined> {
      return seen(undefined, await challenges.load(who)).standing;
    },

    /** The member names a number. Nothing is sent. */
    enter(who: Who, phone: E164, country: string): Promise<Seen<Outcome>> {
      return record(who, { is: 'enter', phone, country, freshId: parts.newId() });
    },

    /**
     * Sends a code to the number named.
     * @param body makes the SMS of a code
     */
    async send(
      who: Who,
      again: boolean,
      body: (code: string) => string,
      allowance: Allowance,
    ): Promise<Seen<SendOutcome>> {
      const prepared = await turnOf(who, () => prepareSend(who, again, allowance));
      if (prepared.is !== 'prepared') return seen(prepared.outcome, prepared.stored);

      const { code, to, of, stored } = prepared;
      const result = await sms.send({ to: to.phone, body: body(code), validFor: policy.challenge.ttl });
      switch (result.is) {
        case 'accepted': {
          const { messageId } = result;
          const { standing } = await record(who, { is: 'accepted', of, messageId }, stored);
          return { outcome: { is: 'sent', send: of.send, messageId }, standing };
        }
        case 'unknown': {
          const { standing } = await record(who, { is: 'uncertain', of }, stored);
          return { outcome: { is: 'sent', send: of.send }, standing };
        }
        case 'refused': {
          const { asked = true, ...refusal } = result;
          if (asked) await sendLimits.refused(who, to, clock.now());
          await prepared.giveBack();
          const { standing } = await record(who, { is: 'refused', of, problem: refusal.problem }, stored);
          return { outcome: refusal, standing };
        }
      }
    },

    /** The carrier reported on an SMS. */
    async delivered(who: Who, messageId: string, delivery: Delivery): Promise<void> {
      await record(who, { is: 'delivery', messageId, delivery });
    },

    /**
     * Checks a code. `admit` runs when it is right, before the challenge is removed: whatever dies in between, the member
     * is either admitted or still holds a code that works.
     */
    submit<T>(who: Who, code: string, admit: (proof: Proof) => Promise<T>): Promise<Seen<SubmitOutcome<T>>> {
      return turnOf(who, async () => {
        const before = await challenges.load(who);
        const guess = await guesses.take(who, before.challenge, code);
        if (guess.is === 'budgetSpent') return seen(guess, before);
        const { outcome, stored } = await changes.apply(who, guess.event, before);
        // It was no guess: the person who types it has read it on the phone.
        if (outcome.is === 'earlierCode') await guess.giveBack();
        if (outcome.is !== 'proven') return seen(outcome, stored);

        const { phone, country, sentAt } = outcome;
        return orGiveBack(async () => {
          const then = await admit({ phone, country });
          await sendLimits.verified({ phone, country }, sentAt);
          await challenges.remove(who);
          return { outcome: { is: 'proven', then } as const, standing: undefined };
        }, guess.giveBack);
      });
    },

    /**
     * Gives a member new tries and lifts their waits; a code that is alive stays so. Of what others pay for nothing is lifted.
     * @returns false, and nothing was done, where that has been done often enough today
     */
    renew(who: Who): Promise<boolean> {
      return turnOf(who, async () => {
        const before = await challenges.load(who);
        const renewed = await sendLimits.renew(who, before.challenge?.phone, clock.now());
        if (renewed.is === 'spent') return false;
        const event: Event = { is: 'reset', freshId: parts.newId() };
        await orGiveBack(() => changes.apply(who, event, before), renewed.giveBack);
        return true;
      });
    },

    /** Forgets the member's challenge, number and all. */
    async forget(who: Who): Promise<void> {
      await turnOf(who, () => challenges.remove(who));
    },
  };
}

/** A budget or a breaker that said no, as it is told. */
function spent(refusal: Exclude<Awaited<ReturnType<SendLimits['reserve']>>, { is: 'reserved' }>): BudgetSpent {
  const { until } = refusal;
  if (refusal.is === 'spent') return { is: 'budgetSpent', budget: refusal.budget.name, until };
  return { is: 'budgetSpent', budget: `breaker-${refusal.scope}`, until, figures: refusal.figures };
}
