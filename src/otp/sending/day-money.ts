import type { Ms } from '../../clock.ts';
import type { BudgetTable } from '../../limits/budgets.ts';
import type { Counters } from '../../limits/counters.ts';
import type { Money } from '../../limits/money.ts';
import { counterKey, type Spend, takeOf } from '../../limits/reserve.ts';
import type { Prices } from './prices.ts';
import type { Destination } from './send-costs.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** Of the day's money. Past the last of them, members are turned away. */
const MARKS = [80, 95, 100] as const;

/** Where an SMS costs least, by any price list: where that cannot be paid for, none can. */
const CHEAPEST = 'US';

/** What a send takes of the day's money. */
type MoneySpend = Spend & { readonly amount: Money };

/** The day's money has come past a mark. */
export interface Spending {
  readonly percent: (typeof MARKS)[number];
  readonly spent: Money;
  readonly limit: Money;
  /** Of the account, as far as it is known; ISO 4217. */
  readonly currency?: string;
  /** When it is used up if the day goes on as it began; missing where it lasts until midnight, UTC. */
  readonly lastsUntil?: Ms;
}

/**
 * The highest mark that a send brought the day's money past, so that each is told once, by whatever process.
 * @param spent with it
 * @param untold a mark that something else brought it past
 */
export function spendingAt({ budget, amount }: MoneySpend, spent = 0, now: Ms, untold = 0): Spending | undefined {
  const { limit } = budget;
  const isPast = (percent: number, money: Money) => money * 100 >= percent * limit;
  const isNew = (mark: number) => mark === untold || !isPast(mark, spent - amount);
  const percent = MARKS.findLast((mark) => isPast(mark, spent) && isNew(mark));
  if (percent === undefined) return undefined;
  const begun = Math.floor(now / DAY) * DAY;
  const end = now + ((limit - spent) * Math.max(1, now - begun)) / Math.max(1, spent);
  return { percent, spent, limit, ...(end < begun + DAY && { lastsUntil: Math.floor(end) }) };
}

export interface DayMoneyParts {
  readonly counters: Counters;
  readonly budgets: Pick<BudgetTable, 'moneyInAll'>;
  /** What codes cost, where the day's money is limited. */
  readonly prices?: Pick<Prices, 'of' | 'sent' | 'currency'> | undefined;
}

/** The money of a UTC day, for all servers and channels together. Throws `StoreUnavailable`. */
export function createDayMoney({ counters, budgets: { moneyInAll: budget }, prices }: DayMoneyParts) {
  /** The mark that a look-up brought it past: the next send reports it. */
  let untold: { readonly mark: number; readonly key: string } | undefined;

  return {
    /** What a send takes of it; undefined where it has no limit. */
    async of(to: Destination): Promise<MoneySpend | undefined> {
      return budget && prices && { budget, subject: 'all', amount: await prices.of(to) };
    },

    /** Its counter; none where it has no limit. */
    keys: (now: Ms) => (budget && prices ? [counterKey(budget, 'all', now)] : []),

    /** Whether an SMS to one of some countries could be paid for; to the cheapest, where there are none. @param countOf what is taken of `keys` */
    async canPay(countries: readonly string[], countOf: (key: string) => number, now: Ms): Promise<boolean> {
      if (!budget || !prices) return true;
      const left = budget.limit - countOf(counterKey(budget, 'all', now));
      // One after another: mostly the first will do, and each new one is a question to the carrier.
      for (const country of countries.length > 0 ? countries : [CHEAPEST]) {
        if ((await prices.of({ country, channel: 'sms' })) <= left) return true;
      }
      return false;
    },

    /** The mark that a send brought it past. @param spent with it */
    passed(spend: MoneySpend, spent: Money | undefined, now: Ms): Spending | undefined {
      const isOfToday = untold?.key === counterKey(spend.budget, spend.subject, now);
      const spending = spendingAt(spend, spent, now, isOfToday ? untold?.mark : undefined);
      untold = undefined;
      const currency = prices?.currency();
      return spending && { ...spending, ...(currency !== undefined && { currency }) };
    },

    besides: {
      /** The carrier took a code to be sent. */
      sent: (messageId: string, to: Destination): void => prices?.sent(messageId, to),

      /** Something besides a code was paid for, such as a look-up: counted, whatever is left. */
      async paid(amount: Money, now: Ms): Promise<void> {
        if (!budget) return;
        const spend = { budget, subject: 'all', amount };
        const take = takeOf(spend, now);
        const taken = await counters.take([{ ...take, limit: Number.MAX_SAFE_INTEGER }]);
        const passed = taken.is === 'taken' ? spendingAt(spend, taken.counts[0], now) : undefined;
        if (passed) untold = { mark: passed.percent, key: take.key };
      },

      /** How much of it is spent; undefined where it has no limit. */
      async spent(now: Ms): Promise<{ readonly spent: Money; readonly limit: Money } | undefined> {
        if (!budget) return undefined;
        const [spent = 0] = await counters.counts([counterKey(budget, 'all', now)]);
        return { spent, limit: budget.limit };
      },
    },
  };
}
