import type { Ms } from '../clock.ts';
import type { Budget } from './budgets.ts';
import type { Counters, Take } from './counters.ts';

/** Some of `budget` for `subject` (a member's id, a phoneKey, …; never a number in clear). */
export interface Spend {
  readonly budget: Budget;
  readonly subject: string;
  /** How much of it, a whole number; one unit, unless told. */
  readonly amount?: number;
  /** Makes it one unit for each different `thing` in a window, however often it is spent. */
  readonly thing?: string;
  /** When to try again after a refusal, if not at the end of the window. */
  readonly until?: Ms;
}

export type Reservation =
  /**
   * `giveBack` returns what was reserved, once, for work that certainly did not happen. `countOf`: how much of a counter that was taken
   * from is taken now, this included.
   */
  | {
      readonly is: 'reserved';
      readonly giveBack: () => Promise<void>;
      readonly countOf: (key: string) => number | undefined;
    }
  /** Nothing was taken. `until`: when the budget that refused is fresh again. */
  | { readonly is: 'spent'; readonly budget: Budget; readonly until: Ms };

/** The counter of a budget for a subject, in the window that `now` is in. */
export function counterKey(budget: Budget, subject: string, now: Ms): string {
  return `${budget.name}|${subject}|${windowAt(budget, now)}`;
}

/** When a budget that is spent at `now` is fresh again. */
export function freshAt(budget: Budget, now: Ms): Ms {
  const { window, begins = 0 } = budget;
  return (windowAt(budget, now) + 1) * window + begins;
}

/** Which of a budget's windows an instant is in. */
const windowAt = ({ window, begins = 0 }: Budget, now: Ms) => Math.floor((now - begins) / window);

/** What taking a unit of a budget asks of its counter. */
export function takeOf({ budget, subject, amount }: Spend, now: Ms): Take {
  const { limit, window, keepFor = window } = budget;
  return { key: counterKey(budget, subject, now), limit, keepFor, ...(amount !== undefined && { amount }) };
}

/** Taken with the unit that pays for a thing, so that nobody ever sees the mark of one that is not paid for. */
function markOf({ budget, subject, thing }: Spend, now: Ms): Take {
  return { ...takeOf({ budget, subject: `${subject}|${thing}` }, now), limit: 1 };
}

/**
 * Takes all of `spends` or none, before the work they pay for: exact among parallel callers and processes, because the
 * store takes them in one statement. Throws `StoreUnavailable`.
 * @param isFollowed as `Counters.take` has it
 */
export async function reserve(
  counters: Counters,
  spends: readonly Spend[],
  now: Ms,
  isFollowed = false,
): Promise<Reservation> {
  let unpaid = spends;
  for (;;) {
    const asked = unpaid.flatMap((spend) => [
      { spend, take: takeOf(spend, now), isMark: false },
      ...(spend.thing === undefined ? [] : [{ spend, take: markOf(spend, now), isMark: true }]),
    ]);
    const takes = asked.map(({ take }) => take);
    const taken = await counters.take(takes, isFollowed);
    if (taken.is === 'taken') return reserved(counters, takes, taken.counts);
    const refused = asked[taken.by];
    if (!refused) throw new Error('a store refused what it was not asked for');
    const { spend, isMark } = refused;
    const paid = spend.thing !== undefined && (await isPaid(counters, spend, now));
    // A mark that is gone again was given back in between: then there is a unit to be had.
    if (!paid && !isMark) {
      const { budget, until = freshAt(budget, now) } = spend;
      return { is: 'spent', budget, until };
    }
    if (paid) unpaid = unpaid.filter((one) => one !== spend);
  }
}

function reserved(counters: Counters, takes: readonly Take[], counts: readonly number[]): Reservation {
  let held = takes;
  const giveBack = async () => {
    const back = held;
    held = [];
    if (back.length > 0) await counters.giveBack(back);
  };
  const countOf = (key: string) => counts[takes.findIndex((take) => take.key === key)];
  return { is: 'reserved', giveBack, countOf };
}

async function isPaid(counters: Counters, spend: Spend, now: Ms): Promise<boolean> {
  return (await counters.counts([markOf(spend, now).key])).some((count) => count > 0);
}
