import type { Ms } from '../clock.ts';
import { breakerAfter, countryRule, type Figures, prefixRule } from './breaker.ts';
import { type BreakerNews, createBreakerWatch, type Scope, type Watched } from './breaker-watch.ts';
import type { Counters } from './counters.ts';
import {
  createRecords,
  endOfSpan,
  freeRecordOfSend,
  hourAfter,
  type Record,
  type Recorded,
  recordOfSend,
  recordVerified,
} from './record.ts';
import type { Spend } from './reserve.ts';

/** Sending to a country or a prefix has stopped: hardly anybody there types the code back. */
export interface Stopped {
  readonly is: 'stopped';
  readonly scope: Scope;
  readonly until: Ms;
  readonly figures: Figures;
}

/** A country or a prefix with a breaker of its own. */
export type Guarded = Recorded & Watched;

type Passage = Stopped | { readonly is: 'passes'; readonly spends: readonly Spend[] };

export interface BreakersParts {
  readonly counters: Counters;
  /** Without them, nothing is recorded and nothing stopped. */
  readonly areOn: boolean;
  /** How long a code lives. */
  readonly ttl: Ms;
  readonly onNews: (news: BreakerNews) => void;
}

/** The breakers of all countries and prefixes, over what is recorded of them. Every method may throw `StoreUnavailable`. */
export function createBreakers({ counters, areOn, ttl, onNews }: BreakersParts) {
  const watch = createBreakerWatch(onNews);
  const recordsOf = createRecords(counters, ttl);

  /** What a send costs of the record of its country or prefix: as much as the breaker leaves room for. */
  function passageOf(one: Guarded, record: Record | undefined, now: Ms): Passage {
    if (!record) return { is: 'passes', spends: freeRecordOfSend(one) };
    const breaker = breakerAfter(record.hours, one.scope === 'country' ? countryRule : prefixRule);
    const until = breaker.is === 'open' ? hourAfter(now, breaker.hours) : endOfSpan(now);
    watch.saw(one, breaker, until);
    if (breaker.is !== 'closed' && (breaker.is === 'open' || breaker.room === 0)) {
      return { is: 'stopped', scope: one.scope, until, figures: breaker.figures };
    }
    return { is: 'passes', spends: recordOfSend(one, record, breaker.room, until) };
  }

  return {
    /**
     * Reads the records of `all` and the counters `others`, with one question to the store.
     * @returns `countOf` gives a counter of `others`; `pass` what one send costs of all records, or the first breaker that stops it
     */
    async read(all: readonly Guarded[], others: readonly string[], now: Ms) {
      const { records, countOf } = await recordsOf(areOn ? all : [], others, now);
      function pass(): Passage {
        const passages = all.map((one, index) => passageOf(one, records[index], now));
        const stopped = passages.find((passage) => passage.is === 'stopped');
        if (stopped) return stopped;
        return { is: 'passes', spends: passages.flatMap((passage) => (passage.is === 'passes' ? passage.spends : [])) };
      }
      return { countOf, pass };
    },

    /**
     * As `read`, of countries alone and for no send.
     * @returns `letsThrough` has one boolean for each of `countries`, in their order: whether SMS to it may be sent
     */
    async readCountries(countries: readonly Recorded[], others: readonly string[], now: Ms) {
      const { records, countOf } = await recordsOf(areOn ? countries : [], others, now);
      const letsThrough = (place: number) => {
        const record = records[place];
        const breaker = record && breakerAfter(record.hours, countryRule);
        return !breaker || (breaker.is !== 'open' && breaker.room > 0);
      };
      return { countOf, letsThrough };
    },

    /** A code that was sent at `sentAt` to all of these was typed back. */
    async verified(all: readonly Recorded[], sentAt: Ms): Promise<void> {
      if (areOn) await recordVerified(counters, all, sentAt);
    },

    /** Those that are open, as far as this process has met them. */
    open: watch.open,
  };
}
