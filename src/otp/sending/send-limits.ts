import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import { type BreakersParts, createBreakers, type Stopped } from '../../limits/breakers.ts';
import { outlasts } from '../../limits/record.ts';
import { freshAt, type Reservation, reserve, type Spend, takeOf } from '../../limits/reserve.ts';
import type { E164 } from '../number/phone.ts';
import { createDayMoney, type DayMoneyParts, type Spending } from './day-money.ts';
import { type Allowance, createSendCosts, type Destination, type SendCostsParts } from './send-costs.ts';

export interface SendLimitsParts extends SendCostsParts, Omit<BreakersParts, 'areOn'>, Pick<DayMoneyParts, 'prices'> {
  /** Whether countries and prefixes whose codes are not typed back are stopped. */
  readonly breaker: boolean;
}

/** A send that may be paid for. `spending`: it brought the day's money past a mark that is told. */
type Paid = Extract<Reservation, { is: 'reserved' }> & { readonly spending?: Spending };
type NotPaid = Exclude<Reservation, { is: 'reserved' }> | Stopped;

export type SendLimits = ReturnType<typeof createSendLimits>;

/**
 * Decides whether a send may be paid for: by every budget of it, and by the breakers of its country and prefix. Members, numbers and servers
 * have the same budgets whatever the channel; dial codes, prefixes, countries and the day's total have others for each.
 */
export function createSendLimits(parts: SendLimitsParts) {
  const { counters, budgets, breaker, ttl, onNews } = parts;
  const money = createDayMoney(parts);
  const costs = createSendCosts(parts);
  const breakers = createBreakers({ counters, areOn: breaker, ttl, onNews });
  const keyed = (spends: readonly Spend[], now: Ms) =>
    spends.map((spend) => ({ ...spend, key: takeOf(spend, now).key }));
  const keysOf = (spends: readonly { readonly key: string }[]) => spends.map(({ key }) => key);

  return {
    /** Takes what a send costs from every budget, or from none, before its code is saved. Throws `StoreUnavailable`. */
    async reserve(who: Who, to: Destination, allowance: Allowance, now: Ms): Promise<Paid | NotPaid> {
      const guarded = costs.guarded(to);
      const checks = keyed(costs.checkedBySend(who, to.phone), now);
      const { countOf, pass } = await breakers.read(guarded, keysOf(checks), now);
      const spent = checks.find(({ key, budget }) => countOf(key) >= budget.limit);
      if (spent) return { is: 'spent', budget: spent.budget, until: freshAt(spent.budget, now) };

      const passage = pass();
      if (passage.is === 'stopped') return passage;
      const spend = await money.of(to);
      const all = [...costs.ofSend(who, to, allowance), ...passage.spends, ...(spend ? [spend] : [])];
      const reservation = await reserve(counters, all, now, true);
      if (reservation.is === 'reserved') {
        const spending = spend && money.passed(spend, reservation.countOf(takeOf(spend, now).key), now);
        return { ...reservation, ...(spending && { spending }) };
      }
      const hourly = guarded.find(({ budget }) => outlasts(reservation.budget, budget));
      return hourly ? { ...reservation, budget: hourly.budget } : reservation;
    },

    /**
     * Whether an SMS could be paid for on a server now: to at least one of its `countries`, where it has any. Throws `StoreUnavailable`.
     */
    async hasRoom(serverId: string, allowance: Allowance, countries: readonly string[], now: Ms): Promise<boolean> {
      const shared = keyed(costs.ofServer(serverId, allowance), now);
      const dialled = keyed(countries.map(costs.ofCountry), now);
      const recorded = countries.map((country) => ({ budget: budgets.byChannel.sms.perCountry, subject: country }));
      const others = [...keysOf([...shared, ...dialled]), ...money.keys(now)];
      const { countOf, letsThrough } = await breakers.readCountries(recorded, others, now);
      const isFree = ({ budget, key }: (typeof shared)[number]) => countOf(key) < budget.limit;
      const open = dialled.flatMap((spend, place) =>
        isFree(spend) && letsThrough(place) ? (countries[place] ?? []) : [],
      );
      if (!shared.every(isFree) || (countries.length > 0 && open.length === 0)) return false;
      return money.canPay(open, countOf, now);
    },

    /** The carrier refused a send, which so costs nothing; it is counted, so that nobody has many of those asked for. Throws `StoreUnavailable`. */
    async refused(who: Who, { phone }: Pick<Destination, 'phone'>, now: Ms): Promise<void> {
      const takes = costs.ofRefusal(who, phone).map((spend) => takeOf(spend, now));
      await counters.take(takes.map((take) => ({ ...take, limit: Number.MAX_SAFE_INTEGER })));
    },

    /** A code that was sent at `sentAt` was typed back. Throws `StoreUnavailable`. */
    verified: (to: Destination, sentAt: Ms): Promise<void> => breakers.verified(costs.guarded(to), sentAt),

    /**
     * Lifts what an account has used up of its own limits, and nothing that anybody else pays for: what was sent to a number, a prefix, a
     * country, for a server and in all goes on counting. Three times a day. Throws `StoreUnavailable`.
     * @param phone the number that the account is about to prove
     */
    async renew(who: Who, phone: E164 | undefined, now: Ms): Promise<Reservation> {
      const reservation = await reserve(counters, [{ budget: budgets.resetsPerMember, subject: who.memberId }], now);
      if (reservation.is === 'reserved') await counters.clear(costs.ownCounters(who, phone, now));
      return reservation;
    },

    ...money.besides,

    /** The breakers that are open, as far as this process has met them. */
    open: breakers.open,
  };
}
