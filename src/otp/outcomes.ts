import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import type { Figures } from '../limits/breaker.ts';
import type { Outcome } from './challenge.ts';
import type { Stored } from './challenge-store.ts';
import type { E164 } from './number/phone.ts';
import type { PanelState } from './panel-state.ts';
import type { Spending } from './sending/day-money.ts';
import type { CarrierProblem } from './sms.ts';

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
  | { readonly is: 'sent'; readonly send: number; readonly messageId?: string; readonly spending?: Spending }
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

/**
 * Runs what concerns one member one after another.
 * @param loaded what was stored a moment ago
 * @param task is given that, unless it stood behind another task
 */
export type TurnOf = <T>(
  who: Who,
  loaded: Stored | undefined,
  task: (loaded: Stored | undefined) => Promise<T>,
) => Promise<T>;

/** What came of it, and where the member stands now: undefined without a challenge. */
export interface Seen<O> {
  readonly outcome: O;
  readonly standing: PanelState | undefined;
}
