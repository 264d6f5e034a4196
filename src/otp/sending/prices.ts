import type { Clock, Ms } from '../../clock.ts';
import { fromDollars, type Money, moneyOf } from '../../limits/money.ts';
import type { E164 } from '../number/phone.ts';
import type { Channel, SmsBill } from '../sms.ts';

/** A number, its country (ISO 3166-1 alpha-2), and the channel that leads there. */
interface Destination {
  /** Any of the country's, where it is missing. */
  readonly phone?: E164;
  readonly country: string;
  readonly channel: Channel;
}

/** What the carrier asks for reaching the numbers of a country by a channel. */
export interface Tariff {
  /** In units of the account's currency: a segment of an SMS, the first minute of a call, a message. */
  readonly priceOf: (phone?: E164) => number | undefined;
  /** ISO 4217. */
  readonly currency: string;
}

export interface PricesParts {
  /** Asks the carrier; undefined where it does not say, or not now. Never throws. */
  readonly ask: (channel: Channel, country: string) => Promise<Tariff | undefined>;
  /** What the product takes for each code in addition, in US dollars. */
  readonly fee: number;
  readonly clock: Pick<Clock, 'now'>;
}

const HOUR: Ms = 60 * 60_000;
/** How long a tariff holds, and how long it is not asked for again where there is none. */
const KEPT = { tariff: 24 * HOUR, nothing: HOUR };
/** Of so many messages to a country that the carrier has charged for, the dearest is the price. */
const CHARGED = 20;
const MOST_UNPRICED = 5_000;

/**
 * Where the carrier does not say, in US dollars: rounded up from published lists of 2026. A price too high stops a day's sends too early,
 * which is cheaper than too late; what the messages then cost corrects it.
 */
const usual: Readonly<Record<Channel, { readonly northAmerica: number; readonly elsewhere: number }>> = {
  sms: { northAmerica: 0.0125, elsewhere: 0.2 },
  call: { northAmerica: 0.02, elsewhere: 0.3 },
  whatsapp: { northAmerica: 0.02, elsewhere: 0.1 },
};

/** What a code to a country costs by the rounded table, in US dollars. */
export function usualPrice(channel: Channel, country: string): number {
  const { northAmerica, elsewhere } = usual[channel];
  return country === 'US' || country === 'CA' ? northAmerica : elsewhere;
}

export type Prices = ReturnType<typeof createPrices>;

/** What a code costs before it is sent: by what the latest ones have cost, else by the carrier's tariff, else by a rounded table. */
export function createPrices({ ask, fee, clock }: PricesParts) {
  const tariffs = new Map<string, { readonly until: Ms; readonly tariff: Promise<Tariff | undefined> }>();
  const charged = new Map<string, readonly number[]>();
  /** Messages whose price has not been named, and what it will be the price of. */
  const unpriced = new Map<string, string>();
  let currency: string | undefined;

  const local = (usd: number) => fromDollars(usd, currency);

  async function tariffOf(channel: Channel, country: string): Promise<Tariff | undefined> {
    const key = `${channel} ${country}`;
    const known = tariffs.get(key);
    if (known && clock.now() < known.until) return known.tariff;
    const asked = { until: clock.now() + KEPT.nothing, tariff: ask(channel, country) };
    tariffs.set(key, asked);
    const tariff = await asked.tariff;
    if (tariff) tariffs.set(key, { ...asked, until: clock.now() + KEPT.tariff });
    currency = tariff?.currency ?? currency;
    return tariff;
  }

  return {
    /** What a code to a number costs; never nothing. */
    async of({ phone, country, channel }: Destination): Promise<Money> {
      const paid = charged.get(`${channel} ${country}`);
      // Of a call every prefix has a price of its own: cheap ones say nothing of the dear ones.
      if (paid && channel !== 'call') return moneyOf(Math.max(...paid));
      const price = (await tariffOf(channel, country))?.priceOf(phone);
      const listed = price !== undefined && price > 0 ? price + local(fee) : undefined;
      if (paid) return moneyOf(Math.max(...paid, listed ?? 0));
      return moneyOf(listed ?? local(usualPrice(channel, country) + fee));
    },

    /** The carrier took a message, whose price it will name later. */
    sent(messageId: string, { channel, country }: Destination): void {
      const [oldest] = unpriced.keys();
      if (unpriced.size >= MOST_UNPRICED && oldest !== undefined) unpriced.delete(oldest);
      unpriced.set(messageId, `${channel} ${country}`);
    },

    /**
     * It named the price of a message that did not fail. What this process has not sent says nothing here; nor does what was free: the next
     * one need not be.
     */
    charged(messageId: string, { price = 0, currency: named }: SmsBill): void {
      const key = unpriced.get(messageId);
      if (key === undefined || !(price > 0)) return;
      unpriced.delete(messageId);
      currency = named ?? currency;
      charged.set(key, [...(charged.get(key) ?? []), price + local(fee)].slice(-CHARGED));
    },

    /** The account's, as far as the carrier has named it; ISO 4217. */
    currency: () => currency,
  };
}
