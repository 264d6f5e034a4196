import type { Ms } from '../../clock.ts';
import { type OtherChannel, otherChannels } from '../../otp/channels/ways.ts';
import { flat } from '../journal/journal.ts';
import type { JournalEntry } from '../ports.ts';

/** SMS by what became of them. */
export interface SmsCount {
  readonly sent: number;
  readonly delivered: number;
  readonly undelivered: number;
}

/** What SMS cost, as far as the carrier has said. */
export interface Bill {
  /** Of the SMS whose count is known. */
  readonly segments: number;
  /** SMS whose price has been reported. */
  readonly priced: number;
  /** What they cost together; by currency, in order. */
  readonly costs: readonly { readonly currency: string; readonly amount: number }[];
}

/** One SMS, with everything that was heard of it. */
export interface Sms {
  /** Undefined where the request to send was never answered. */
  readonly messageId: string | undefined;
  readonly at: Ms;
  readonly country: string | undefined;
  /** Missing for an SMS. */
  readonly channel: OtherChannel | undefined;
  readonly end: 'delivered' | 'undelivered' | undefined;
  readonly segments: number | undefined;
  readonly price: number | undefined;
  readonly currency: string | undefined;
}

/** The SMS that were sent among the entries, which are in the order of time. What is heard later holds. */
export function smsIn(entries: readonly JournalEntry[]): Sms[] {
  const news = Map.groupBy(entries.map(flat), ({ messageId }) => messageId);
  return entries
    .filter((entry) => entry.what === 'sent')
    .map(({ messageId, at, country, channel }) => {
      const heard = messageId === undefined ? [] : (news.get(messageId) ?? []);
      const ends = heard.map(({ what }) => (what === 'delivered' || what === 'undelivered' ? what : undefined));
      const priced = heard.findLast(({ price, currency }) => price !== undefined && currency !== undefined);
      return {
        messageId,
        at,
        country,
        channel,
        end: ends.findLast((end) => end !== undefined),
        segments: heard.findLast(({ segments }) => segments !== undefined)?.segments,
        price: priced?.price,
        currency: priced?.currency,
      };
    });
}

/** Sends of one channel, and what they cost. */
export interface ChannelBill {
  readonly channel: OtherChannel;
  readonly sms: SmsCount;
  readonly bill: Bill;
}

/** The same of each channel besides SMS that was used. */
export function billsByChannel(all: readonly Sms[]): ChannelBill[] {
  return otherChannels.flatMap((channel) => {
    const own = all.filter((one) => one.channel === channel);
    return own.length === 0 ? [] : [{ channel, ...billOf(own) }];
  });
}

/** What bills by channel come to. */
export function totalByChannel(bills: readonly ChannelBill[]): ChannelBill[] {
  return [...Map.groupBy(bills, ({ channel }) => channel)].map(([channel, among]) => ({
    channel,
    sms: totalSms(among.map(({ sms }) => sms)),
    bill: totalBill(among.map(({ bill }) => bill)),
  }));
}

/** SMS, calls and messages, and their cost, in figures. */
export function billOf(sms: readonly Sms[]): { readonly sms: SmsCount; readonly bill: Bill } {
  const ended = (end: Sms['end']) => sms.filter((one) => one.end === end).length;
  const priced = sms.flatMap(({ price, currency }) =>
    price === undefined || currency === undefined ? [] : [{ price, currency }],
  );
  return {
    sms: { sent: sms.length, delivered: ended('delivered'), undelivered: ended('undelivered') },
    bill: {
      segments: sms.reduce((sum, { segments = 0 }) => sum + segments, 0),
      priced: priced.length,
      costs: byCurrency(priced.map(({ price, currency }) => ({ currency, amount: price }))),
    },
  };
}

/** What counts of different SMS come to. */
export function totalSms(counts: readonly SmsCount[]): SmsCount {
  const sum = (end: keyof SmsCount) => counts.reduce((total, count) => total + count[end], 0);
  return { sent: sum('sent'), delivered: sum('delivered'), undelivered: sum('undelivered') };
}

/** What bills of different SMS come to. */
export function totalBill(bills: readonly Bill[]): Bill {
  return {
    segments: bills.reduce((sum, { segments }) => sum + segments, 0),
    priced: bills.reduce((sum, { priced }) => sum + priced, 0),
    costs: byCurrency(bills.flatMap(({ costs }) => costs)),
  };
}

function byCurrency(costs: Bill['costs']): Bill['costs'] {
  return [...Map.groupBy(costs, ({ currency }) => currency)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, among]) => ({ currency, amount: exactSum(among.map(({ amount }) => amount)) }));
}

/** Prices have five decimals; summed in millionths, they stay exact. */
function exactSum(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 1_000_000), 0) / 1_000_000;
}
