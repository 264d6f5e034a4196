import { z } from 'zod';
import type { Tariff } from '../../otp/sending/prices.ts';
import type { Channel } from '../../otp/sms.ts';
import { reduceFailure, type TwilioFailure } from '../failure.ts';
import type { TwilioSettings } from '../settings.ts';

/** What a question for prices failed with. */
export interface PricingReport extends TwilioFailure {
  readonly doing: 'askPrice';
}

/** Twilio's fee for each verification that succeeds, in US dollars, on top of the channel: its published price of 2026. */
export const VERIFY_FEE = 0.05;
/** A look-up of a line's type, in US dollars, likewise. */
export const LOOKUP_PRICE = 0.008;

// Twilio's library names the fields of the outer lists in its own way, and hands the inner ones on as they came; prices are texts.
const price = z.coerce.number().nonnegative();
const Sms = z.array(z.object({ prices: z.array(z.object({ current_price: price })) }));
const Calls = z.array(z.object({ destinationPrefixes: z.array(z.string()), currentPrice: price }));
const Currency = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/);

/**
 * Asks Twilio's Pricing API (https://www.twilio.com/docs/usage/api/pricing) what reaching the numbers of a country costs: of an SMS the
 * dearest carrier's price for a segment, of a call the first minute by the longest prefix that fits. Of WhatsApp's
 * prices it knows nothing but the currency.
 */
export function createPricing(settings: TwilioSettings, report: (failure: PricingReport) => void) {
  let loaded: ReturnType<typeof loadPricing> | undefined;
  const pricing = () => (loaded ??= loadPricing(settings));

  return async (channel: Channel, country: string): Promise<Tariff | undefined> => {
    try {
      return await tariffs[channel](await pricing(), country);
    } catch (thrown) {
      report({ doing: 'askPrice', ...reduceFailure(thrown) });
      return undefined;
    }
  };
}

type Pricing = Awaited<ReturnType<typeof loadPricing>>;

async function smsTariff(pricing: Pricing, country: string): Promise<Tariff> {
  const { outboundSmsPrices, priceUnit } = await pricing.v1.messaging.countries(country).fetch();
  const all = Sms.parse(outboundSmsPrices).flatMap(({ prices }) => prices.map((one) => one.current_price));
  const dearest = all.length > 0 ? Math.max(...all) : undefined;
  return { priceOf: () => dearest, currency: Currency.parse(priceUnit) };
}

async function callTariff(pricing: Pricing, country: string): Promise<Tariff> {
  const { outboundPrefixPrices, priceUnit } = await pricing.v2.voice.countries(country).fetch();
  const byPrefix = Calls.parse(outboundPrefixPrices)
    .flatMap(({ destinationPrefixes, currentPrice }) =>
      destinationPrefixes.map((prefix) => ({ prefix: prefix.replace(/^\+/, ''), price: currentPrice })),
    )
    .sort((one, other) => other.prefix.length - one.prefix.length || other.price - one.price);
  return {
    priceOf: (phone) => byPrefix.find(({ prefix }) => phone?.startsWith(`+${prefix}`))?.price,
    currency: Currency.parse(priceUnit),
  };
}

const tariffs: Readonly<Record<Channel, (pricing: Pricing, country: string) => Promise<Tariff>>> = {
  sms: smsTariff,
  call: callTariff,
  whatsapp: async (pricing, country) => ({ ...(await smsTariff(pricing, country)), priceOf: () => undefined }),
};

async function loadPricing(settings: TwilioSettings) {
  const { createTwilioClient } = await import('../client.ts');
  return createTwilioClient(settings).pricing;
}
