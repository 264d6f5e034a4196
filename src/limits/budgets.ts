import type { Ms } from '../clock.ts';
import type { Money } from './money.ts';

const HOUR: Ms = 60 * 60_000;
const DAY: Ms = 24 * HOUR;

/** Each makes a member's limits of the day begin again, so that more of them would leave none. */
const RESETS_A_DAY = 3;

/** How often a member may have a request to the staff tried where Discord does not take it. */
const REQUESTS_TRIED_AN_HOUR = 5;

/** How often something may happen in a window. Windows are cut at UTC, so a budget a day is fresh at midnight UTC. */
export interface Budget {
  readonly name: string;
  readonly limit: number;
  readonly window: Ms;
  /** How long after UTC would cut them its windows begin; at once, unless told. */
  readonly begins?: Ms;
  /** How long its counts are kept; as long as its window, unless told. */
  readonly keepFor?: Ms;
}

/** What an operator sets for one channel; each is a number of sends a UTC day. */
export interface ChannelLimits {
  readonly perDialCode: number;
  /** Of a dial code that the countries named for the channel have, and of +1. */
  readonly perOwnDialCode: number;
  readonly inAll: number;
}

/** The limits an operator sets; each is a number of events a UTC day, unless its name says otherwise. */
export interface Limits {
  /** Of all channels together, as what follows of members and numbers. */
  readonly sendsPerMember: number;
  /** Less than `sendsPerNumber`, so that one account alone cannot use up somebody else's number. */
  readonly sendsPerMemberAndNumber: number;
  readonly sendsPerNumber: number;
  readonly numbersPerMember: number;
  readonly sendsPerDialCode: number;
  /** Of a dial code that the operator's allowed countries have, and of +1. */
  readonly sendsPerOwnDialCode: number;
  /** An hour and by each channel, to the thousand numbers that differ in their last three digits alone. */
  readonly sendsPerPrefixAnHour: number;
  readonly sendsInAll: number;
  readonly calls: ChannelLimits;
  readonly whatsapp: ChannelLimits;
  /** What all codes of a day may cost together; unset, only counts hold. */
  readonly moneyInAll?: Money;
  readonly guessesPerMember: number;
  readonly requestsPerMember: number;
  /** An hour, all four: SMS that the carrier was asked for and refused. They cost nothing but the carrier's patience. */
  readonly refusedPerMember: number;
  readonly refusedPerNumber: number;
  readonly refusedPerServer: number;
  readonly refusedInAll: number;
}

export type BudgetTable = ReturnType<typeof budgetTable>;

/** The budgets that a channel has to itself: what is spent by one of them leaves the others theirs. */
export type ChannelBudgets = ReturnType<typeof channelBudgets>;
export type ChannelName = keyof BudgetTable['byChannel'];

/**
 * Every budget of the bot, one row each. The growing wait between two SMS and the guesses of a round are no windows:
 * they are part of the challenge (`src/otp/waits.ts`).
 */
export function budgetTable(limits: Limits) {
  const hourly = (name: string, limit: number): Budget => ({ name, limit, window: HOUR });
  return {
    sendsPerMember: daily('sends-member', limits.sendsPerMember),
    sendsPerMemberAndNumber: daily('sends-member-number', limits.sendsPerMemberAndNumber),
    numbersPerMember: daily('numbers-member', limits.numbersPerMember),
    sendsPerNumber: daily('sends-number', limits.sendsPerNumber),
    /** A server's own cap, which its admins may set and change within a day; counted without one, too. */
    sendsPerServer: (limit: number = Number.MAX_SAFE_INTEGER) => daily('sends-server', limit),
    byChannel: {
      sms: channelBudgets('sends', ofSms(limits), limits),
      call: channelBudgets('calls', limits.calls, limits),
      whatsapp: channelBudgets('whatsapp', limits.whatsapp, limits),
    },
    ...(limits.moneyInAll !== undefined && { moneyInAll: daily('money-all', limits.moneyInAll) }),
    guessesPerMember: daily('guesses-member', limits.guessesPerMember),
    requestsPerMember: daily('requests-member', limits.requestsPerMember),
    /** No fewer than those of a day, so that it never keeps back what would be taken. */
    requestsTriedPerMember: hourly('requests-tried', Math.max(REQUESTS_TRIED_AN_HOUR, limits.requestsPerMember)),
    /** How often the staff may give a member new tries, on all servers together. */
    resetsPerMember: daily('resets-member', RESETS_A_DAY),
    refusedPerMember: hourly('refused-member', limits.refusedPerMember),
    refusedPerNumber: hourly('refused-number', limits.refusedPerNumber),
    refusedPerServer: hourly('refused-server', limits.refusedPerServer),
    refusedInAll: hourly('refused-all', limits.refusedInAll),
  };
}

const daily = (name: string, limit: number): Budget => ({ name, limit, window: DAY });

const ofSms = ({ sendsPerDialCode, sendsPerOwnDialCode, sendsInAll }: Limits): ChannelLimits => ({
  perDialCode: sendsPerDialCode,
  perOwnDialCode: sendsPerOwnDialCode,
  inAll: sendsInAll,
});

/** @param name what the counters of the channel are called by */
function channelBudgets(name: string, limits: ChannelLimits, { sendsPerPrefixAnHour }: Limits) {
  return {
    perPrefix: recorded(`${name}-prefix`, sendsPerPrefixAnHour),
    /** One count for both: a dial code that the operator makes an own one has used what it has used. */
    perDialCode: daily(`${name}-dial`, limits.perDialCode),
    perOwnDialCode: daily(`${name}-dial`, limits.perOwnDialCode),
    /** Only the breaker sets it a limit (`breaker.ts`). */
    perCountry: recorded(`${name}-country`, Number.MAX_SAFE_INTEGER),
    inAll: daily(`${name}-all`, limits.inAll),
  };
}

/** Kept for a day beyond its hour: the breaker looks back that far. */
function recorded(name: string, limit: number): Budget {
  return { name, limit, window: HOUR, keepFor: DAY + HOUR };
}
