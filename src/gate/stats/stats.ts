import type { Ms } from '../../clock.ts';
import type { Journal } from '../ports.ts';
import { type Bill, type ChannelBill, type SmsCount, totalBill, totalByChannel, totalSms } from './bill.ts';
import { type Count, countOf, type Tally, totalTally, totalWays, type WayTally } from './count.ts';
import { byFrequency, type Failure } from './failures.ts';
import { periodOf, type Span } from './span.ts';

export interface Day extends Tally {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly ways: WayTally;
  readonly sms: SmsCount;
  readonly bill: Bill;
}

export interface CountryTally extends Tally {
  /** ISO 3166-1 alpha-2; `ZZ` for none, and for what was never told. */
  readonly country: string;
}

/** What happened at the gate of a server in a span of days. */
export interface Stats {
  readonly span: Span;
  readonly members: Tally;
  /** Who came past the gate without a number. */
  readonly ways: WayTally;
  /** How many came past it in whatever way, each counted once. */
  readonly through: number;
  /** Of the members who came to a step in this span, the share verified since: 0 to 1, undefined where nobody came. */
  readonly conversion: { readonly ofStarted: number | undefined; readonly ofSent: number | undefined };
  /** From the first Send of an attempt to its end, in ms; undefined where nobody verified. */
  readonly medianTime: Ms | undefined;
  /** Of all channels. */
  readonly sms: SmsCount;
  readonly bill: Bill;
  /** What calls and WhatsApp have of both, where there were any. */
  readonly channels: readonly ChannelBill[];
  readonly failures: readonly { readonly reason: Failure; readonly count: number }[];
  readonly days: readonly Day[];
  /** The most verified first. `started` is always 0: no number has been told yet. */
  readonly countries: readonly CountryTally[];
}

/**
 * Counts a server's journal, some members after the other, so that a long one needs no more memory than their ids, and
 * holds nobody up for long. Throws `StoreUnavailable`.
 * @param atOnce members whose entries are in memory at a time
 */
export async function readStats(
  journal: Pick<Journal, 'membersIn' | 'ofMembers'>,
  serverId: string,
  span: Span,
  atOnce = 100,
): Promise<Stats> {
  const memberIds = new Set<string>();
  for (const day of span.days) {
    for (const memberId of await journal.membersIn(serverId, periodOf(day))) memberIds.add(memberId);
  }
  const waiting = [...memberIds];
  const counts: Count[] = [];
  while (waiting.length > 0) {
    counts.push(countOf(await journal.ofMembers(serverId, waiting.splice(-atOnce), span), span));
  }
  return statsOf(counts, span);
}

/** The figures that counts of different members come to. */
export function statsOf(counts: readonly Count[], span: Span): Stats {
  const members = totalTally(counts.map((count) => count.members));
  const converted = (step: keyof Count['converted']) => {
    const verified = counts.reduce((sum, count) => sum + count.converted[step], 0);
    return members[step] === 0 ? undefined : verified / members[step];
  };
  return {
    span,
    members,
    ways: totalWays(counts.map((count) => count.ways)),
    through: counts.reduce((sum, { through }) => sum + through, 0),
    conversion: { ofStarted: converted('started'), ofSent: converted('sent') },
    medianTime: median(counts.flatMap(({ times }) => times)),
    sms: totalSms(counts.map(({ sms }) => sms)),
    bill: totalBill(counts.map(({ bill }) => bill)),
    channels: totalByChannel(counts.flatMap(({ channels }) => channels)),
    failures: byFrequency(counts.flatMap((count) => count.failures)),
    days: span.days.map((day) => dayOf(day, counts)),
    countries: countriesIn(counts),
  };
}

function dayOf(day: string, counts: readonly Count[]): Day {
  const parts = counts.flatMap(({ days }) => days.get(day) ?? []);
  return {
    day,
    ...totalTally(parts.map(({ members }) => members)),
    ways: totalWays(parts.map(({ ways }) => ways)),
    sms: totalSms(parts.map(({ sms }) => sms)),
    bill: totalBill(parts.map(({ bill }) => bill)),
  };
}

function countriesIn(counts: readonly Count[]): CountryTally[] {
  return [
    ...Map.groupBy(
      counts.flatMap(({ countries }) => [...countries]),
      ([country]) => country,
    ),
  ]
    .map(([country, among]) => ({ country, ...totalTally(among.map(([, tally]) => tally)) }))
    .sort(
      (one, other) => other.verified - one.verified || other.sent - one.sent || (one.country < other.country ? -1 : 1),
    );
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
