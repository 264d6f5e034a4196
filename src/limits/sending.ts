import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import { dialCode } from '../otp/country.ts';
import { keyedDigest } from '../otp/pepper.ts';
import { type E164, phoneKey } from '../otp/phone.ts';
import { subscriberOf } from '../otp/subscriber.ts';
import { breakerAfter, countryRule, type Figures, prefixRule } from './breaker.ts';
import type { BudgetTable } from './budgets.ts';
import type { Counters } from './counters.ts';
import {
  createRecords,
  endOfSpan,
  freeRecordOfSend,
  hourAfter,
  outlasts,
  type Record,
  type Recorded,
  recordOfSend,
  recordVerified,
} from './record.ts';
import { counterKey, freshAt, type Reservation, reserve, type Spend, takeOf } from './reserve.ts';
import { type BreakerNews, createBreakerWatch, type Scope, type Watched } from './watch.ts';

/** A number and the country that it is from, ISO 3166-1 alpha-2. */
export interface Destination {
  readonly phone: E164;
  readonly country: string;
}

/** What a server's settings say on what may be sent for it. */
export interface Allowance {
  /** SMS a UTC day; undefined leaves it to the operator's total. */
  readonly cap?: number | undefined;
}

/** Sending to a country or a prefix has stopped: hardly anybody there types the code back. */
export interface Stopped {
  readonly is: 'stopped';
  readonly scope: Scope;
  readonly until: Ms;
  readonly figures: Figures;
}

type Gate = Stopped | { readonly is: 'spends'; readonly spends: readonly Spend[] };

export interface SendLimitsParts {
  readonly counters: Counters;
  /** 32 secret bytes that key every digest. */
  readonly pepper: Buffer;
  readonly budgets: BudgetTable;
  /** Countries that the operator expects members from, ISO 3166-1 alpha-2. A server has no say in this: the operator pays. */
  readonly ownCountries: readonly string[];
  /** Whether countries and prefixes whose codes are not typed back are stopped. */
  readonly breaker: boolean;
  /** How long a code lives. */
  readonly ttl: Ms;
  readonly onNews: (news: BreakerNews) => void;
}

export type SendLimits = ReturnType<typeof createSendLimits>;

/** Decides whether an SMS may be paid for: by every budget of a send, and by the breakers of its country and prefix. */
export function createSendLimits(parts: SendLimitsParts) {
  const { counters, pepper, budgets, ttl, onNews } = parts;
  const watch = createBreakerWatch(onNews);
  const ownDialCodes = new Set(['US', ...parts.ownCountries].map(dialCode));
  const recordsOf = createRecords(counters, ttl);

  /** The prefix and the country, whose record the breakers go by. A prefix is a number without its last three digits. */
  function recorded({ phone, country }: Destination): (Recorded & Watched)[] {
    const prefix = keyedDigest(pepper, 'phone', 'prefix', subscriberOf(phone).slice(0, -3));
    return [
      { scope: 'prefix', country, subject: prefix, budget: budgets.sendsPerPrefix },
      { scope: 'country', country, subject: country, budget: budgets.sendsPerCountry },
    ];
  }

  function dialBudget(country: string) {
    return ownDialCodes.has(dialCode(country)) ? budgets.sendsPerOwnDialCode : budgets.sendsPerDialCode;
  }

  function spendsOf(who: Who, { phone, country }: Destination, { cap }: Allowance): Spend[] {
    const number = phoneKey(pepper, phone);
    return [
      { budget: budgets.sendsPerMember, subject: who.memberId },
      { budget: budgets.sendsPerMemberAndNumber, subject: `${who.memberId}|${number}` },
      { budget: budgets.numbersPerMember, subject: who.memberId, thing: number },
      { budget: budgets.sendsPerNumber, subject: number },
      { budget: budgets.sendsPerServer(cap), subject: who.serverId },
      { budget: dialBudget(country), subject: dialCode(country) },
      { budget: budgets.sendsInAll, subject: 'all' },
    ];
  }

  /** What has to have room though a send takes nothing of it: the refused sends of an hour, and a guess at the code it would bring. */
  function checksOf(who: Who, { phone }: Destination): Spend[] {
    return [{ budget: budgets.guessesPerMember, subject: who.memberId }, ...refusalOf(who, phone)];
  }

  function refusalOf(who: Who, phone: E164): Spend[] {
    return [
      { budget: budgets.refusedPerMember, subject: who.memberId },
      { budget: budgets.refusedPerNumber, subject: phoneKey(pepper, phone) },
      { budget: budgets.refusedPerServer, subject: who.serverId },
      { budget: budgets.refusedInAll, subject: 'all' },
    ];
  }

  /** What a send costs of the record of its country or prefix: as much as the breaker leaves room for. */
  function gateOf(one: Recorded & Watched, record: Record | undefined, now: Ms): Gate {
    if (!record) return { is: 'spends', spends: freeRecordOfSend(one) };
    const breaker = breakerAfter(record.hours, one.scope === 'country' ? countryRule : prefixRule);
    const until = breaker.is === 'open' ? hourAfter(now, breaker.hours) : endOfSpan(now);
    watch.saw(one, breaker, until);
    if (breaker.is !== 'closed' && (breaker.is === 'open' || breaker.room === 0)) {
      return { is: 'stopped', scope: one.scope, until, figures: breaker.figures };
    }
    return { is: 'spends', spends: recordOfSend(one, record, breaker.room, until) };
  }

  return {
    /** Takes what an SMS costs from every budget, or from none. Throws `StoreUnavailable`. */
    async reserve(who: Who, to: Destination, allowance: Allowance, now: Ms): Promise<Reservation | Stopped> {
      const subjects = recorded(to);
      const checks = checksOf(who, to).map((spend) => ({ ...spend, key: takeOf(spend, now).key }));
      const { records, countOf } = await recordsOf(
        parts.breaker ? subjects : [],
        checks.map(({ key }) => key),
        now,
      );
      const spent = checks.find(({ key, budget }) => countOf(key) >= budget.limit);
      if (spent) return { is: 'spent', budget: spent.budget, until: freshAt(spent.budget, now) };

      const gates = subjects.map((subject, index) => gateOf(subject, records[index], now));
      const stopped = gates.find((gate) => gate.is === 'stopped');
      if (stopped) return stopped;
      const paid = gates.flatMap((gate) => (gate.is === 'spends' ? gate.spends : []));
      const reservation = await reserve(counters, [...spendsOf(who, to, allowance), ...paid], now);
      if (reservation.is === 'reserved') return reservation;
      const hourly = subjects.find(({ budget }) => outlasts(reservation.budget, budget));
      return hourly ? { ...reservation, budget: hourly.budget } : reservation;
    },

    /**
     * Whether an SMS could be paid for on a server now, to one at least of its `countries` where it has any. Throws `StoreUnavailable`.
     */
    async hasRoom(serverId: string, { cap }: Allowance, countries: readonly string[], now: Ms): Promise<boolean> {
      const shared: Spend[] = [
        { budget: budgets.sendsInAll, subject: 'all' },
        { budget: budgets.sendsPerServer(cap), subject: serverId },
        { budget: budgets.refusedInAll, subject: 'all' },
        { budget: budgets.refusedPerServer, subject: serverId },
      ];
      const dialled = countries.map((country) => ({ budget: dialBudget(country), subject: dialCode(country) }));
      const spends = [...shared, ...dialled].map((spend) => ({ ...spend, key: takeOf(spend, now).key }));
      const records = countries.map((country) => ({ budget: budgets.sendsPerCountry, subject: country }));
      const { records: known, countOf } = await recordsOf(
        parts.breaker ? records : [],
        spends.map(({ key }) => key),
        now,
      );
      const isFree = spends.map(({ budget, key }) => countOf(key) < budget.limit);
      const isLetThrough = countries.map((_, index) => {
        const record = known[index];
        const breaker = record && breakerAfter(record.hours, countryRule);
        return isFree[shared.length + index] === true && (!breaker || (breaker.is !== 'open' && breaker.room > 0));
      });
      return isFree.slice(0, shared.length).every(Boolean) && (countries.length === 0 || isLetThrough.includes(true));
    },

    /** The carrier refused an SMS, which so costs nothing; it is counted, so that nobody has many of those asked for. Throws `StoreUnavailable`. */
    async refused(who: Who, { phone }: Destination, now: Ms): Promise<void> {
      const takes = refusalOf(who, phone).map((spend) => takeOf(spend, now));
      await counters.take(takes.map((take) => ({ ...take, limit: Number.MAX_SAFE_INTEGER })));
    },

    /** A code that was sent at `sentAt` was typed back. Throws `StoreUnavailable`. */
    async verified(to: Destination, sentAt: Ms): Promise<void> {
      if (parts.breaker) await recordVerified(counters, recorded(to), sentAt);
    },

    /**
     * Lifts what an account has used up of its own limits, and nothing that anybody else pays for: what was sent to a number, a prefix, a
     * country, for a server and in all goes on counting. Three times a day. Throws `StoreUnavailable`.
     * @param phone the number that the account is about to prove
     */
    async renew({ memberId }: Who, phone: E164 | undefined, now: Ms): Promise<Reservation> {
      const reservation = await reserve(counters, [{ budget: budgets.resetsPerMember, subject: memberId }], now);
      if (reservation.is === 'spent') return reservation;
      const own = [
        budgets.sendsPerMember,
        budgets.numbersPerMember,
        budgets.guessesPerMember,
        budgets.refusedPerMember,
      ];
      await counters.clear([
        ...own.map((budget) => counterKey(budget, memberId, now)),
        ...(phone ? [counterKey(budgets.sendsPerMemberAndNumber, `${memberId}|${phoneKey(pepper, phone)}`, now)] : []),
      ]);
      return reservation;
    },

    /** The breakers that are open, as far as this process has met them. */
    open: watch.open,
  };
}
