import type { Who } from '../../base/member-ref.ts';
import type { SendOutcome, SubmitOutcome } from '../../otp/verifier.ts';
import type { Happening, JournalEntry } from '../ports.ts';
import type { Desk } from './chronicle.ts';

/** Steps that the journal keeps too, by the same name. */
const journaled = [
  'started',
  'delivered',
  'undelivered',
  'conflict',
  'blockedNumber',
  'transferred',
  'verified',
  'requested',
  'approved',
  'granted',
  'grantFailed',
] as const satisfies readonly Happening[];

export type StepName =
  | (typeof journaled)[number]
  | 'entered'
  | 'sent'
  | 'resent'
  | 'notSent'
  | 'sendRefused'
  | 'capReached'
  | 'wrongCode'
  | 'locked'
  | 'notChecked'
  | 'proven';

/** What a step was and why, in this program's words: never what a member or the staff wrote. */
interface What {
  readonly step: StepName;
  /** An `SmsProblem`, a `GrantObstacle`, a budget's name, or the outcome of a click that changed nothing. */
  readonly why?: string;
}

/** One step of a member's way through the gate, for whoever watches the whole of it: the log and the metrics. */
export interface FlowStep extends Who, What {
  readonly country?: string;
  /** How long the member waited for it. */
  readonly ms?: number;
}

/** Hears of every step. Never throws. */
export type StepWatcher = (step: FlowStep) => void;

const isJournaled = (what: Happening) => journaled.find((step) => step === what);

/** The step behind a line of the journal; undefined for what is none. */
function stepOf({ serverId, memberId, what, country, why }: JournalEntry): FlowStep | undefined {
  const step = isJournaled(what);
  if (!step) return undefined;
  // Of the other entries the reason may be what somebody of the staff wrote.
  const isOurs = step === 'undelivered' || step === 'grantFailed';
  return { serverId, memberId, step, ...(country && { country }), ...(isOurs && why && { why }) };
}

/** The desk that passes on what is a step. */
export function stepDesk(watch: StepWatcher): Desk {
  return {
    tell(entry) {
      const step = stepOf(entry);
      if (step) watch(step);
    },
  };
}

/** What an attempt to send was as a step. @param again the member asked for a new code knowing that one was sent */
export function sendStep(outcome: SendOutcome, again: boolean): What {
  switch (outcome.is) {
    case 'sent':
      return { step: again ? 'resent' : 'sent' };
    case 'refused':
      return { step: 'sendRefused', why: outcome.problem };
    case 'budgetSpent':
      return { step: 'capReached', why: outcome.budget };
    default:
      return { step: 'notSent', why: outcome.is };
  }
}

/** What a code typed in was as a step. */
export function submitStep(outcome: SubmitOutcome<unknown>): What {
  switch (outcome.is) {
    case 'proven':
    case 'wrongCode':
    case 'locked':
      return { step: outcome.is };
    case 'budgetSpent':
      return { step: 'capReached', why: outcome.budget };
    default:
      return { step: 'notChecked', why: outcome.is };
  }
}
