import type { Clock, Ms } from '../clock.ts';
import type { Figures } from '../limits/breaker.ts';
import type { Budget } from '../limits/budgets.ts';
import type { Counters } from '../limits/counters.ts';
import { reserve } from '../limits/reserve.ts';
import type { Allowance, SendLimits, Stopped } from '../limits/sending.ts';
import { type Challenge, type ChallengePolicy, type Event, type Outcome, step } from './challenge.ts';
import { ATTEMPTS, createChanges, orGiveBack, TURN_LIFE } from './changes.ts';
import { codeDigest, sameDigest } from './code.ts';
import { allKeys, type KeyRing } from './pepper.ts';
import type { E164 } from './phone.ts';
import type { ChallengeStore, Delivery, SmsProblem, SmsSender, Who } from './ports.ts';
import { createQueue } from './queue.ts';
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
  | { readonly is: 'refused'; readonly problem: SmsProblem }
  /** Another process is at it. Should it have died, the member can send at `until`. */
  | { readonly is: 'beingSent'; readonly until: Ms }
  | BudgetSpent;

export interface Proof {
  readonly phone: E164;
  readonly country: string;
}

export type SubmitOutcome<T> =
  | Exclude<Outcome, { is: 'proven' }>
  | { readonly is: 'proven'; readonly then: T }
  | BudgetSpent;

export type Verifier = ReturnType<typeof createVerifier>;

const COUNTERS_KEPT: Ms = 48 * 60 * 60_000;

const stopped = ({ scope, until, figures }: Stopped): BudgetSpent => ({
  is: 'budgetSpent',
  budget: `breaker-${scope}`,
  until,
  figures,
});

/**
 * Proves that a member holds a number. It prepares, checks and hands over; what a proof is good for is the caller's.
 * Order of writing, so that a crash between any two lines loses nothing: reserve budget → save → send → record.
 */
export function createVerifier(parts: VerifierParts, policy: VerifierPolicy) {
  const { challenges, counters, sendLimits, sms, clock, peppers } = parts;
  const inTurn = createQueue();
  const turnOf = <T>(who: Who, task: () => Promise<T>) => inTurn(`${who.serverId}:${who.memberId}`, task);

  const changes = createChanges(parts, policy.challenge);
  const record = (who: Who, event: Event) => turnOf(who, () => changes.apply(who, event));

  /** Everything of a send but the SMS itself: after this the code counts, and only this caller may send it. */
  async function prepareSend(who: Who, again: boolean, allowance: Allowance) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await challenges.load(who);
      if (!before) return { is: 'noNumber' } as const;
      const code = parts.newCode();
      const digest = codeDigest(peppers.current, { ...who, challengeId: before.id, code });
      const event: Event = { is: 'send', again, digest, freshId: parts.newId() };
      const [next, outcome] = step(before, event, clock.now(), policy.challenge);
      if (outcome.is !== 'sent') return outcome;
      if (!next) throw new Error('a send leaves a challenge behind');
      const turnEnds = clock.now() + TURN_LIFE;
      if (await changes.take(who, before)) return payAndSave(who, before, { next, code, turnEnds }, allowance);
    }
    return { is: 'beingSent', until: clock.now() + TURN_LIFE } as const;
  }

  /** Reserves what a send costs, and saves it; gives the turn at it back where that does not come about. */
  async function payAndSave(
    who: Who,
    before: Challenge,
    { next, code, turnEnds }: { readonly next: Challenge; readonly code: string; readonly turnEnds: Ms },
    allowance: Allowance,
  ) {
    return orGiveBack(
      async () => {
        const reservation = await sendLimits.reserve(who, before, allowance, clock.now());
        if (reservation.is !== 'reserved') await changes.giveBack(who, before);
        if (reservation.is === 'stopped') return stopped(reservation);
        if (reservation.is === 'spent') {
          return { is: 'budgetSpent', budget: reservation.budget.name, until: reservation.until } as const;
        }
        // The store was slow, and somebody else may have the turn by now.
        if (clock.now() >= turnEnds) {
          await reservation.giveBack();
          return { is: 'beingSent', until: clock.now() } as const;
        }
        await orGiveBack(() => changes.save(who, before, next), reservation.giveBack);
        return { is: 'prepared', code, to: next.phone, send: next.sends, giveBack: reservation.giveBack } as const;
      },
      () => changes.giveBack(who, before),
    );
  }

  /** Reserves a guess, by member and day and by round, before the code is looked at. A challenge that takes no code costs none. */
  async function takeGuess(who: Who, challenge: Challenge | undefined, code: string) {
    const now = clock.now();
    const none = { is: 'guess', event: { is: 'submit', matches: false, guess: 0 }, giveBack: async () => {} } as const;
    if (challenge?.is !== 'sent' || !standing(challenge, now, policy.challenge).canSubmit) return none;

    const day = await reserve(counters, [{ budget: policy.guessesPerMember, subject: who.memberId }], now);
    if (day.is === 'spent') return { is: 'budgetSpent', budget: day.budget.name, until: day.until } as const;
    const { maxAttempts } = policy.challenge;
    const round = `guesses|${challenge.round.id}`;
    const guess = await orGiveBack(() => counters.take(round, maxAttempts, COUNTERS_KEPT), day.giveBack);
    if (guess === undefined) {
      await day.giveBack();
      return { ...none, event: { ...none.event, guess: maxAttempts + 1 } };
    }
    const issued = { ...who, challengeId: challenge.id, code };
    const matches = allKeys(peppers).some((pepper) => sameDigest(codeDigest(pepper, issued), challenge.digest));
    const giveBack = async () => {
      await Promise.all([day.giveBack(), counters.giveBack(round, COUNTERS_KEPT)]);
    };
    return {
      is: 'guess',
      event: { is: 'submit', matches, guess },
      giveBack,
    } as const;
  }

  return {
    /** Where the member stands now; undefined without a challenge. */
    async look(who: Who): Promise<Standing | undefined> {
      const challenge = await challenges.load(who);
      return challenge && standing(challenge, clock.now(), policy.challenge);
    },

    /** The message whose delivery is still open, for a panel that is shown again after a restart. */
    async openDelivery(who: Who): Promise<{ readonly send: number; readonly messageId: string } | undefined> {
      const challenge = await challenges.load(who);
      if (challenge?.is !== 'sent' || challenge.delivery.is !== 'underway' || !challenge.messageId) return undefined;
      return { send: challenge.sends, messageId: challenge.messageId };
    },

    /** The member names a number. Nothing is sent. */
    enter(who: Who, phone: E164, country: string): Promise<Outcome> {
      return record(who, { is: 'enter', phone, country, freshId: parts.newId() });
    },

    /**
     * Sends a code to the number named.
     * @param body makes the SMS of a code
     */
    async send(who: Who, again: boolean, body: (code: string) => string, allowance: Allowance): Promise<SendOutcome> {
      const prepared = await turnOf(who, () => prepareSend(who, again, allowance));
      if (prepared.is !== 'prepared') return prepared;

      const { code, to, send } = prepared;
      const result = await sms.send({ to, body: body(code), validFor: policy.challenge.ttl });
      switch (result.is) {
        case 'accepted':
          await record(who, { is: 'accepted', send, messageId: result.messageId });
          return { is: 'sent', send, messageId: result.messageId };
        case 'unknown':
          await record(who, { is: 'delivery', send, delivery: { is: 'unknown' } });
          return { is: 'sent', send };
        case 'refused':
          await prepared.giveBack();
          await record(who, { is: 'refused', send, problem: result.problem });
          return { is: 'refused', problem: result.problem };
      }
    },

    /** The carrier reported on the SMS numbered `send`. */
    async delivered(who: Who, send: number, delivery: Delivery): Promise<void> {
      await record(who, { is: 'delivery', send, delivery });
    },

    /**
     * Checks a code. `admit` runs when it is right, before the challenge is removed: whatever dies in between, the member
     * is either admitted or still holds a code that works.
     */
    submit<T>(who: Who, code: string, admit: (proof: Proof) => Promise<T>): Promise<SubmitOutcome<T>> {
      return turnOf(who, async () => {
        const before = await challenges.load(who);
        const guess = await takeGuess(who, before, code);
        if (guess.is === 'budgetSpent') return guess;
        const outcome = await changes.apply(who, guess.event, before);
        if (outcome.is !== 'proven') return outcome;

        const { phone, country, sentAt } = outcome;
        return orGiveBack(async () => {
          const then = await admit({ phone, country });
          await sendLimits.verified({ phone, country }, sentAt);
          await challenges.remove(who);
          return { is: 'proven', then };
        }, guess.giveBack);
      });
    },

    /** Forgets the member's challenge, number and all. */
    async forget(who: Who): Promise<void> {
      await turnOf(who, () => challenges.remove(who));
    },
  };
}
