import { describe, expect, it } from 'vitest';
import { statsView } from '../../src/discord/stats/views.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { figuresOf } from '../support/stats-days.ts';

const now = Date.UTC(2026, 2, 10, 15, 30);
const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

interface Sms {
  readonly country: string;
  readonly price?: number;
  readonly currency?: string;
}

/** What the staff read when each of these SMS verified a member. */
function shown(sms: readonly Sms[], locale = 'en-US'): string {
  const entries = sms.flatMap((one, index): JournalEntry[] => {
    const who = { serverId: '1', memberId: String(index) };
    return [
      { ...who, at: now, what: 'sent', messageId: `SM${index}`, segments: 1, ...one },
      { ...who, at: now + 1, what: 'verified', country: one.country },
    ];
  });
  return JSON.stringify(statsView(figuresOf(entries, lastDays(1, now)), undefined, texts.for(locale)));
}

const inCountries = (codes: string) => codes.split(' ').map((country) => ({ country }));

describe('what SMS cost', () => {
  const mixed = [
    { country: 'US', price: 0.0083, currency: 'USD' },
    { country: 'US', price: 0.0083, currency: 'USD' },
    { country: 'DE', price: 0.07, currency: 'EUR' },
    { country: 'JP', price: 12, currency: 'JPY' },
  ];

  it('is told for each currency, one after the other', () => {
    const seen = shown(mixed);
    expect(seen).toContain('Cost as Twilio reports it: **€0.07 + ¥12 + $0.0166**');
    expect(seen).toContain('For each verified member: **€0.0175 + ¥3 + $0.0042**');
  });

  it('says for how many SMS it is known', () => {
    const seen = shown([...mixed, { country: 'US' }]);
    expect(seen).toContain('so far, for 4 of 5 SMS: **€0.07 + ¥12 + $0.0166**');
    expect(seen).toContain('at least **€0.014 + ¥2.4 + $0.0033**');
    expect(shown([{ country: 'US' }])).toContain('Cost: not reported yet by Twilio.');
  });

  it('is written as the reader writes money', () => {
    expect(shown(mixed, 'de')).toContain('0,07\u00a0€ + 12\u00a0¥ + 0,0166\u00a0$');
  });
});

it('how often something failed stands behind its reason, also where that ends in a Latin word', () => {
  const stats = { ...figuresOf([], lastDays(1, now)), failures: [{ reason: 'countryOff', count: 3 }] } as const;
  expect(JSON.stringify(statsView(stats, undefined, texts.for('he')))).toContain('Twilio\u200f: **3**');
  expect(JSON.stringify(statsView(stats, undefined, texts.for('en-US')))).toContain('Twilio: **3**');
});

describe('countries', () => {
  it('lead from what was sent to who verified, the way one reads', () => {
    expect(shown(inCountries('DE'))).toContain('Germany: 1 → 0 → **1**');
    expect(shown(inCountries('DE'), 'ar')).toMatch(/- \u200f🇩🇪\u00a0ألمانيا: \S+ ← \S+ ← \*\*/);
  });

  it('stand before the colon of the language', () => {
    expect(shown(inCountries('DE'), 'fr')).toContain('Allemagne\u202f: 1 → 0');
    expect(shown(inCountries('DE'), 'ja')).toContain('ドイツ：1 → 0');
  });

  it('beyond the first eight are counted together', () => {
    const seen = shown(inCountries('US US DE DE GB GB FR FR BR BR IN IN JP JP CA CA AT CH CH NO'));
    expect(seen).toContain('Switzerland: 2 → 0 → **2**');
    expect(seen).toContain('3 other countries: 4 → 0 → **4**');
    expect(seen).not.toContain('Norway');
  });

  it('are all named where only one would be left', () => {
    const seen = shown(inCountries('US DE GB FR BR IN JP CA AT'));
    expect(seen).toContain('Austria: 1');
    expect(seen).not.toContain('other countr');
  });

  it('that are not known are called so', () => {
    expect(shown(inCountries('ZZ'))).toContain('Country not known: 1');
  });
});
