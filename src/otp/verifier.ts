import { memberKey, type Who } from '../base/member-ref.ts';
import type { Clock } from '../clock.ts';
import type { Budget } from '../limits/budgets.ts';
import type { Counters } from '../limits/counters.ts';
import type { Event, Outcome } from './challenge.ts';
import type { ChallengePolicy } from './challenge-state.ts';
import type { ChallengeStore, Stored } from './challenge-store.ts';
import { createChanges, orGiveBack } from './changes.ts';
import { createGuesses } from './guesses.ts';
import type { Question } from './number/choosing.ts';
import type { Lines } from './number/line-kind.ts';
import type { Proof, Seen, SubmitOutcome, TurnOf } from './outcomes.ts';
import { type PanelState, panelState } from './panel-state.ts';
import type { KeyRing } from './pepper.ts';
import { createQueue } from './queue.ts';
import { createPreparing } from './sending/preparing.ts';
import type { SendLimits } from './sending/send-limits.ts';
import { createSending } from './sending/sending.ts';
import type { Delivery, SmsSender } from './sms.ts';

export type { BudgetSpent, Proof, Seen, SendOutcome, SubmitOutcome } from './outcomes.ts';

/** What the verifier stands on. Counters and challenges throw `StoreUnavailable`, which every method passes on. */
export interface VerifierParts {
  readonly challenges: ChallengeStore;
  readonly counters: Counters;
  readonly sendLimits: SendLimits;
  readonly sms: SmsSender;
  readonly lines: Pick<Lines, 'problem'>;
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

export type Verifier = ReturnType<typeof createVerifier>;

/**
 * Proves that a member holds a number. It prepares, checks and hands over; what a proof is good for is the caller's.
 * Order of writing, so that a crash between any two lines loses nothing: reserve budget → save → send → record.
 */
export function createVerifier(parts: VerifierParts, policy: VerifierPolicy) {
  const { challenges, sendLimits, clock } = parts;
  const inTurn = createQueue();
  const turnOf: TurnOf = (who, loaded, task) =>
    inTurn(memberKey(who), (hasWaited) => task(hasWaited ? undefined : loaded));

  const changes = createChanges(parts, policy.challenge);
  const guesses = createGuesses(parts, policy);

  function seen<O>(outcome: O, { challenge }: Stored): Seen<O> {
    return { outcome, standing: challenge && panelState(challenge, clock.now(), policy.challenge) };
  }

  async function record(who: Who, event: Event, loaded?: Stored): Promise<Seen<Outcome>> {
    const { outcome, stored } = await turnOf(who, loaded, (before) => changes.apply(who, event, before));
    return seen(outcome, stored);
  }

  /** Tells the carrier that a code is given up, if one is underway. */
  const giveUp = async (messageId: string | undefined) => messageId && parts.sms.settle(messageId, 'canceled');

  const prepare = createPreparing(parts, policy.challenge, changes, guesses);

  return {
    /** Where a member stands now by what is stored; undefined without a challenge. */
    standing: (stored: Stored): PanelState | undefined => seen(undefined, stored).standing,

    /** The same of what is stored now. Throws `StoreUnavailable`. */
    look: async (who: Who): Promise<PanelState | undefined> => seen(undefined, await challenges.load(who)).standing,

    enter: createEntering(parts, changes, { turnOf, seen, giveUp }),

    /** The member answers the question about a number. @param key of what is offered; anything else changes nothing */
    choose: (who: Who, key: string, loaded?: Stored): Promise<Seen<Outcome>> =>
      record(who, { is: 'choose', key }, loaded),

    /** Sends a code to the number named. */
    send: createSending(parts, policy.challenge, { prepare, turnOf, record, seen }),

    /** The carrier reported on an SMS. @returns where the member stands then */
    delivered: async (who: Who, messageId: string, delivery: Delivery): Promise<PanelState | undefined> =>
      (await record(who, { is: 'delivery', messageId, delivery })).standing,

    /**
     * Checks a code. `admit` runs when it is right, before the challenge is removed: whatever dies in between, the member
     * is either admitted or still holds a code that works.
     */
    submit: createChecking(parts, changes, guesses, { turnOf, seen }),

    /**
     * Gives a member new tries and lifts their waits; a code that is alive stays so. Of what others pay for nothing is lifted.
     * @returns false, and nothing was done, where that has been done often enough today
     */
    renew(who: Who): Promise<boolean> {
      return turnOf(who, undefined, async () => {
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
      const given = await turnOf(who, undefined, async () => {
        const before = await challenges.load(who);
        await challenges.remove(who);
        return messageOf(before);
      });
      await giveUp(given);
    },
  };
}

/** The carrier's name for what has brought the code that counts. */
const messageOf = ({ challenge }: Stored) => (challenge?.is === 'sent' ? challenge.messageId : undefined);

interface Steps {
  readonly turnOf: TurnOf;
  readonly seen: <O>(outcome: O, stored: Stored) => Seen<O>;
}

/** Takes down numbers that members name, in the place of earlier ones. */
function createEntering(
  { newId }: Pick<VerifierParts, 'newId'>,
  changes: ReturnType<typeof createChanges>,
  { turnOf, seen, giveUp }: Steps & { readonly giveUp: (messageId: string | undefined) => Promise<unknown> },
) {
  /**
   * Nothing is sent; a code to another number is given up.
   * @param question what has to be answered before anything is sent; its first candidate is `phone`
   * @param loaded what was stored a moment ago
   */
  return async (who: Who, { phone, country }: Proof, question?: Question, loaded?: Stored): Promise<Seen<Outcome>> => {
    const asked = question && { question };
    const event: Event = { is: 'enter', phone, country, ...asked, freshId: newId() };
    const { outcome, stored, before } = await turnOf(who, loaded, (known) => changes.apply(who, event, known));
    const given = messageOf(before);
    if (given !== messageOf(stored)) await giveUp(given);
    return seen(outcome, stored);
  };
}

/** Checks codes, and removes a challenge once its proof has done what it is for. */
function createChecking(
  { challenges, sendLimits, sms }: Pick<VerifierParts, 'challenges' | 'sendLimits' | 'sms'>,
  changes: ReturnType<typeof createChanges>,
  guesses: ReturnType<typeof createGuesses>,
  { turnOf, seen }: Steps,
) {
  return <T>(
    who: Who,
    code: string,
    admit: (proof: Proof) => Promise<T>,
    loaded?: Stored,
  ): Promise<Seen<SubmitOutcome<T>>> =>
    turnOf(who, loaded, async (known) => {
      const before = known ?? (await challenges.load(who));
      const guess = await guesses.take(who, before.challenge, code);
      if (guess.is === 'budgetSpent') return seen(guess, before);
      const { outcome, stored } = await changes.apply(who, guess.event, before);
      // It was no guess: the person who types it has read it on the phone.
      if (outcome.is === 'earlierCode') await guess.giveBack();
      if (outcome.is !== 'proven') return seen(outcome, stored);

      const { phone, country, channel, sentAt } = outcome;
      return orGiveBack(async () => {
        const then = await admit({ phone, country });
        await sendLimits.verified({ phone, country, channel }, sentAt);
        const messageId = messageOf(before);
        if (messageId !== undefined) await sms.settle(messageId, 'approved');
        await challenges.remove(who);
        return { outcome: { is: 'proven', then } as const, standing: undefined };
      }, guess.giveBack);
    });
}
