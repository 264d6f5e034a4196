import type { Ms } from '../clock.ts';
import type { Counters } from './counters.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** How often something may happen in a window. Windows are cut at UTC, so a budget a day is fresh at midnight UTC. */
export interface Budget {
  readonly name: string;
  readonly limit: number;
  readonly window: Ms;
}

/** The limits an operator sets; each is a number of events a UTC day. */
export interface Limits {
  readonly sendsPerMember: number;
  /** Less than `sendsPerNumber`, so that one account alone cannot use up somebody else's number. */
  readonly sendsPerMemberAndNumber: number;
  readonly sendsPerNumber: number;
  readonly sendsInAll: number;
  readonly guessesPerMember: number;
}

export interface BudgetTable extends Readonly<Record<keyof Limits, Budget>> {
  /** A server's own cap, which its admins may change from one send to the next. */
  readonly sendsPerServer: (limit: number) => Budget;
}

/** Every budget of the bot, one row each. */
export function budgetTable(limits: Limits): BudgetTable {
  const daily = (name: string, limit: number): Budget => ({ name, limit, window: DAY });
  return {
    sendsPerMember: daily('sends-member', limits.sendsPerMember),
    sendsPerMemberAndNumber: daily('sends-member-number', limits.sendsPerMemberAndNumber),
    sendsPerNumber: daily('sends-number', limits.sendsPerNumber),
    sendsPerServer: (limit) => daily('sends-server', limit),
    sendsInAll: daily('sends-all', limits.sendsInAll),
    guessesPerMember: daily('guesses-member', limits.guessesPerMember),
  };
}

/** One unit of `budget` for `subject` (a member's id, a phoneKey, …; never a number in clear). */
export interface Spend {
  readonly budget: Budget;
  readonly subject: string;
}

export type Reservation =
  /** `giveBack` returns what was reserved, for work that certainly did not happen. */
  | { readonly is: 'reserved'; readonly giveBack: () => Promise<void> }
  /** Nothing was taken. `until`: when the budget that refused is fresh again. */
  | { readonly is: 'spent'; readonly budget: Budget; readonly until: Ms };

/**
 * Takes all of `spends` or none, before the work they pay for. Exact among parallel callers and processes, because each
 * take is atomic and a reservation that fails half-way returns what it took. Throws `StoreUnavailable`.
 */
export async function reserve(counters: Counters, spends: readonly Spend[], now: Ms): Promise<Reservation> {
  const taken: Array<() => Promise<void>> = [];
  const giveBack = async () => {
    for (const undo of taken.splice(0)) await undo();
  };
  try {
    for (const { budget, subject } of spends) {
      const window = Math.floor(now / budget.window);
      const key = `${budget.name}|${subject}|${window}`;
      if ((await counters.take(key, budget.limit, budget.window)) === undefined) {
        await giveBack();
        return { is: 'spent', budget, until: (window + 1) * budget.window };
      }
      taken.push(() => counters.giveBack(key, budget.window));
    }
  } catch (error) {
    // The store is going away: what cannot be given back stays spent, which is the safe side.
    await giveBack().catch(() => undefined);
    throw error;
  }
  return { is: 'reserved', giveBack };
}
