import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { type Desk, notFound } from '../answering.ts';
import { metaPageJson } from '../resources.ts';
import { type Tariff, tariffOf } from './tariffs.ts';

const root = 'https://pricing.twilio.com';
const names = new Intl.DisplayNames('en', { type: 'region' });

/** Pricing of messages and calls by country. */
export function pricingRoutes({ routes }: Pick<Desk, 'routes'>): void {
  const pages = [
    ['/v1/Messaging/Countries', smsPrices],
    ['/v2/Voice/Countries', callPrices],
  ] as const;
  for (const [path, prices] of pages) {
    const named = (iso: string) => ({ country: names.of(iso), iso_country: iso, url: `${root}${path}/${iso}` });

    routes.get(path, (c) =>
      c.json(metaPageJson('countries', getCountries().map(named), new URL(c.req.url), 'pricing')),
    );

    routes.get(`${path}/:iso`, (c) => {
      const iso = getCountries().find((country) => country === c.req.param('iso').toUpperCase());
      if (!iso) return notFound(c);
      return c.json({ ...named(iso), ...prices(tariffOf(iso), getCountryCallingCode(iso)), price_unit: 'USD' });
    });
  }
}

const amount = (usd: number) => usd.toFixed(4);
const price = (usd: number) => ({ base_price: amount(usd), current_price: amount(usd) });

/** Two networks of a country, of which one costs a quarter more. */
function smsPrices({ sms }: Tariff) {
  const network = (carrier: string, mnc: string, usd: number) => ({
    carrier,
    mcc: '001',
    mnc,
    prices: ['mobile', 'local', 'shortcode', 'toll-free'].map((number_type) => ({ number_type, ...price(usd) })),
  });
  return {
    outbound_sms_prices: [network('Harbour Telecom', '01', sms), network('Lighthouse Mobile', '02', sms * 1.25)],
    inbound_sms_prices: [{ number_type: 'local', ...price(0.0083) }],
  };
}

function callPrices({ minute, landline }: Tariff, dialCode: string) {
  const prefix = (kind: string, prefixes: readonly string[], usd: number) => ({
    friendly_name: `Programmable Outbound Minute - ${kind}`,
    destination_prefixes: prefixes,
    origination_prefixes: ['ALL'],
    ...price(usd),
  });
  return {
    outbound_prefix_prices: [
      prefix('Landline', [dialCode], landline),
      prefix('Mobile', [`${dialCode}1`, `${dialCode}7`], minute),
    ],
    inbound_call_prices: [{ number_type: 'local', ...price(0.0085) }],
  };
}
