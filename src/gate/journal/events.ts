import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { OtherChannel } from '../../otp/channels/ways.ts';
import type { Spending } from '../../otp/sending/day-money.ts';
import type { CarrierProblem, SmsBill } from '../../otp/sms.ts';
import type { BudgetSpent, SendOutcome, SubmitOutcome } from '../../otp/verifier.ts';
import type { GrantFailure } from '../roles/role-keeper.ts';
import type { Exemption } from '../roster/verification.ts';

/** What a member was reminded of. `ending`: of the end of their verification; `ended`: the last notice of it. The others: of the deadline. */
export const notices = ['remind', 'warn', 'ending', 'ended'] as const;

/** Why a member asked for the staff. */
export const requestCauses = ['cannotVerify', 'youngAccount', 'numberTaken'] as const;
export type RequestCause = (typeof requestCauses)[number];

/** `by`: a member of the staff. */
interface Reasoned {
  by: string;
  reason: string;
}

/** By what a code went; missing for an SMS, as in every entry of an older version. */
interface Sending {
  channel?: OtherChannel;
}

/** Outcomes that changed nothing. */
type Idle<O extends { readonly is: string }, Other> = Exclude<O['is'], Other | 'budgetSpent'>;

/**
 * What each event tells, next to the member it is about. It never holds a number, a code or what a member wrote.
 * `ms`: how long the member waited for it. `others`: other accounts.
 */
interface Facts {
  started: unknown;
  /** The member agreed to be sent codes. `version`: of the words. `locale`: the language of their client. */
  consented: { version: string; locale: string };
  entered: { country: string };
  /** `again`: the member asked for a new code knowing that one was sent. Without `messageId` the carrier may not have taken it. */
  sent: Sending & { again: boolean; country: string; messageId?: string; ms: Ms };
  notSent: Sending & { outcome: Idle<SendOutcome, 'sent' | 'refused'>; country: string; ms: Ms };
  delivered: Sending & { messageId: string };
  /** `locked`: they have to wait. */
  wrongCode: { locked: boolean; ms: Ms };
  /** A wrong code of somebody who is verified by now. */
  needlessCode: { locked: boolean; ms: Ms };
  guessesSpent: { ms: Ms } & Omit<BudgetSpent, 'is'>;
  notChecked: { outcome: Idle<SubmitOutcome<unknown>, 'proven' | 'wrongCode' | 'locked'>; ms: Ms };
  proven: { ms: Ms };
  verified: { country: string };
  /** They need not verify, and passed by a press. */
  exempted: { ground: Exemption['is'] };
  /** They passed by a press while the gate was open to everybody. */
  letIn: unknown;
  /** A verified member has proven a number again. */
  renewed: { country: string };
  /** A verification had its time and the grace after it. */
  ended: unknown;
  granted: unknown;
  grantFailed: { obstacle: GrantFailure };
  /** `others` hold the number. */
  conflict: { country: string; others: readonly string[] };
  /** `others` held the number. `by` and `reason` where the staff moved it. */
  transferred: { country: string; others?: readonly string[] } & Partial<Reasoned>;
  /** The other side of it. `obstacle`: why Discord did not take the role. */
  gaveUpNumber: { country: string; obstacle?: GrantFailure } & Partial<Reasoned>;
  blockedNumber: { country: string };
  requested: { cause: RequestCause; locale: string };
  declined: { by: string; reason?: string };
  lookedUp: { by: string };
  /** `by` may be `ban`, which has no reason. */
  blocked: { by: string; reason?: string; country?: string };
  unblocked: { by: string };
  reset: Reasoned;
  revoked: { by: string; reason?: string; country?: string };
  approved: Reasoned;
  reminded: { notice: (typeof notices)[number] };
  removed: { by?: string };
  /** A send brought the day's money past a mark. */
  moneySpent: Spending;
  capReached: Sending & { country: string; ms: Ms } & Omit<BudgetSpent, 'is'>;
  sendRefused: Sending & { country: string; ms: Ms } & CarrierProblem;
  undelivered: Sending & { messageId: string } & CarrierProblem;
}

export type What = keyof Facts;

/** What happens to a member at the gate. */
export type GateEvent = { [W in What]: Who & { readonly what: W } & Readonly<Facts[W]> }[What];

type FieldOf<E> = E extends unknown ? keyof E : never;
/** Makes of `{ ...blank, ...event }`, or of an entry of the journal, one with each field that any of them has. */
export const blank: { readonly [F in FieldOf<GateEvent> | keyof SmsBill]?: undefined } = {};
