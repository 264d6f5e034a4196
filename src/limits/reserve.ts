import type { Ms } from '../clock.ts';
import type { Budget } from './budgets.ts';
import type { Counters } from './counters.ts';

/** One unit of `budget` for `subject` (a member's id, a phoneKey, …; never a number in clear). */
export interface Spend {
  readonly budget: Budget;
  readonly subject: string;
  /** Makes it one unit for each different `thing` in a window, however often it is spent. */
  readonly thing?: string;
  /** When to try again after a refusal, if not at the end of the window. */
  readonly until?: Ms;
}

export type Reservation =
  /** `giveBack` returns what was reserved, for work that certainly did not happen. */
  | { readonly is: 'reserved'; readonly giveBack: () => Promise<void> }
  /** Nothing was taken. `until`: when the budget that refused is fresh again. */
  | { readonly is: 'spent'; readonly budget: Budget; readonly until: Ms };

type Undo = () => Promise<void>;

/** The counter of a budget for a subject, in the window that `now` is in. */
export function counterKey({ name, window }: Budget, subject: string, now: Ms): string {
  return `${name}|${subject}|${Math.floor(now / window)}`;
}

/**
 * Takes all of `spends` or none, before the work they pay for. Exact among parallel callers and processes, because each
 * take is atomic and a reservation that fails half-way returns what it took, the last first. Throws `StoreUnavailable`.
 */
export async function reserve(counters: Counters, spends: readonly Spend[], now: Ms): Promise<Reservation> {
  const taken: Undo[] = [];
  const giveBack = async () => {
    for (const undo of taken.splice(0).reverse()) await undo();
  };
  try {
    for (const spend of spends) {
      const undo = await (spend.thing === undefined ? takeUnit(counters, spend, now) : takeThing(counters, spend, now));
      if (!undo) {
        await giveBack();
        const { budget, until } = spend;
        return { is: 'spent', budget, until: until ?? (Math.floor(now / budget.window) + 1) * budget.window };
      }
      taken.push(undo);
    }
  } catch (error) {
    // The store is going away: what cannot be given back stays spent, which is the safe side.
    await giveBack().catch(() => undefined);
    throw error;
  }
  return { is: 'reserved', giveBack };
}

async function takeUnit(counters: Counters, { budget, subject }: Spend, now: Ms): Promise<Undo | undefined> {
  const key = counterKey(budget, subject, now);
  const keepFor = budget.keepFor ?? budget.window;
  const taken = await counters.take(key, budget.limit, keepFor);
  return taken === undefined ? undefined : () => counters.giveBack(key, keepFor);
}

/**
 * The unit is taken before the thing is marked as paid: nobody passes by a mark that is not paid for. Of callers who
 * come with the same new thing at once, one marks it and the others return their unit.
 */
async function takeThing(counters: Counters, spend: Spend, now: Ms): Promise<Undo | undefined> {
  const { budget, subject, thing } = spend;
  const mark = counterKey(budget, `${subject}|${thing}`, now);
  const isPaid = async () => ((await counters.counts([mark]))[0] ?? 0) > 0;
  const nothing = async () => {};
  if (await isPaid()) return nothing;
  const unit = await takeUnit(counters, spend, now);
  if (!unit) return (await isPaid()) ? nothing : undefined;
  try {
    const marked = await counters.take(mark, 1, budget.window);
    if (marked === undefined) {
      await unit();
      return nothing;
    }
  } catch (error) {
    await unit().catch(() => undefined);
    throw error;
  }
  return async () => {
    await counters.giveBack(mark, budget.window);
    await unit();
  };
}
