import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { wordsOn } from '../../src/discord/requests/way.ts';
import { CONSENT_VERSION } from '../../src/gate/consent.ts';
import { readLocales } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(readLocales(new URL('../../locales/', import.meta.url)));
const keys = [
  ...(['number.intro', 'number.consentWords', 'alone.consentWords', 'number.consentLabel', 'number.consent'] as const),
  ...(['number.pages.terms', 'number.pages.privacy'] as const),
];

/** The digest of every version's words, in all languages. A version that was used stays here as it is. */
const versions: Readonly<Record<string, string>> = {
  '2026-11-29': '9481b6845314aab8',
  '2026-11-29-2': '39b109f1cfab25c2',
};

it('new words of the consent have a new version', () => {
  const words = [...texts.locales].sort().map((locale) => keys.map((key) => texts.for(locale).t(key)));
  const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
  const advice = 'The words were changed: give CONSENT_VERSION the day of today, and add its digest here.';
  expect(versions[CONSENT_VERSION], advice).toBe(digest);
});

it.each([...texts.locales])('%s has what carriers in the United States and Canada ask for', (locale) => {
  const words = texts.for(locale).t('number.consentWords', { brand: 'Harbour Club' });
  expect(words).toContain('**Harbour Club**');
  expect(words).toContain('**STOP**');
  expect(words).toContain('**HELP**');
  expect(words).toContain(`**${texts.for(locale).t('request.button')}**`);
  const alone = wordsOn(undefined, texts.for(locale)).t('number.consentWords', { brand: 'Harbour Club' });
  for (const needed of ['**Harbour Club**', '**STOP**', '**HELP**']) expect(alone).toContain(needed);
  expect(alone, 'no button that is not there').not.toContain(texts.for(locale).t('request.button'));
  if (locale.startsWith('en')) expect(words).toContain('Message and data rates may apply.');
});
