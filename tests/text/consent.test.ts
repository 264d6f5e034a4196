import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { wordsOn } from '../../src/discord/requests/way.ts';
import { CONSENT_VERSION } from '../../src/gate/consent.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const keys = [
  ...(['number.intro', 'number.consentWords', 'alone.consentWords', 'number.consentLabel', 'number.consent'] as const),
  ...(['number.pages.terms', 'number.pages.privacy'] as const),
];

/** The digest of every version's words, by language. A version that was used stays here as it is; a language that comes later is added. */
const versions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2026-11-29': { de: '81f882de2bd72a5a', 'en-US': 'd94c0f95a0f347f7' },
  '2026-11-29-2': { de: '5d0d260e04e66ec4', 'en-US': '1daad0616ac01308' },
};

const words = (locale: string) => keys.map((key) => texts.for(locale).t(key));
const digest = (locale: string) =>
  createHash('sha256')
    .update(JSON.stringify(words(locale)))
    .digest('hex')
    .slice(0, 16);

it.each(Object.entries(versions[CONSENT_VERSION] ?? {}))(
  'new words of the consent in %s have a new version',
  (locale, written) => {
    const advice =
      'The words were changed: give CONSENT_VERSION the day of today, and add the digests of all languages here.';
    expect(digest(locale), advice).toBe(written);
  },
);

it('the words of the source have a version', () => {
  expect(versions[CONSENT_VERSION]).toHaveProperty('en-US');
});

/** From right to left, the bot puts marks that nobody sees around what goes into a gap. */
const withoutMarks = (text: string) => text.replace(/[\u2068\u2069]/g, '');

it.each([...texts.locales])('%s has what carriers in the United States and Canada ask for', (locale) => {
  const words = withoutMarks(texts.for(locale).t('number.consentWords', { brand: 'Harbour Club' }));
  expect(words).toContain('**Harbour Club**');
  expect(words).toContain('**STOP**');
  expect(words).toContain('**HELP**');
  expect(words).toContain(`**${texts.for(locale).t('request.button')}**`);
  const alone = withoutMarks(wordsOn(undefined, texts.for(locale)).t('number.consentWords', { brand: 'Harbour Club' }));
  for (const needed of ['**Harbour Club**', '**STOP**', '**HELP**']) expect(alone).toContain(needed);
  expect(alone, 'no button that is not there').not.toContain(texts.for(locale).t('request.button'));
  if (locale.startsWith('en')) expect(words).toContain('Message and data rates may apply.');
});
