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

// The digests of each version's words, by language: of a later one those that differ. A version that was used stays here as it is; a language
// that comes later is added.
type Digests = Readonly<Record<string, string>>;

const first: Digests = { de: '81f882de2bd72a5a', 'en-US': 'd94c0f95a0f347f7' };
const second: Digests = {
  ar: '7e8586010523b1df',
  bg: '1bb8801de57ad13e',
  cs: '7a61f9551837eb6e',
  da: 'e79b97d8f5570802',
  de: '5d0d260e04e66ec4',
  el: 'b19de637cd0de1f2',
  'en-GB': '1daad0616ac01308',
  'en-US': '1daad0616ac01308',
  'es-419': 'd34e03f0d270a3be',
  'es-ES': '54786b03103bb2be',
  fi: 'f5c45fe27d12db06',
  fr: 'e8f69833a1ec85a4',
  he: 'abb303ad9655b7d2',
  hi: '9aa563ffb8900118',
  hr: 'fe691ff847d7bf3a',
  hu: 'ff0c3b53f1b68ced',
  id: 'b3399f08fb6e3cb7',
  it: 'ab3c75d246dacc6e',
  ja: '1e1feec1e88df642',
  ko: 'bed02712f5eea486',
  lt: 'eb51b598c1a62b20',
  nl: 'fa839d0c3ed2caf7',
  no: '3b6a274150622edf',
  pl: 'c2a3f231160fdf2d',
  'pt-BR': 'f65a8a0e330e263e',
  ro: '4ff19331873140f2',
  ru: '23e8fb8425ab6ab0',
  'sv-SE': '65cf70434de4b542',
  th: '00d9abc27320645e',
  tr: '7c82a33e9c9edcf2',
  uk: '4cca8dc058db03a2',
  vi: '917cec6ecc5f19e7',
  'zh-CN': 'd66fde5594099ce7',
  'zh-TW': '60ea5b97478ca957',
};
const third: Digests = {
  ...second,
  uk: 'aab52bd502361580',
};
const fourth: Digests = {
  ...third,
  ar: 'c799d0c8f4ec2bbb',
  bg: '47c91af89891d359',
  cs: '6feb0333d024f3a3',
  de: 'c9dda9dbddcf2bc2',
  el: '99a5f48e173a3b14',
  'es-419': '7addea14acb8f51d',
  'es-ES': '8bdd2fc29ab196ee',
  fi: 'dacb773a93dc5ca6',
  hi: '3cbaf4efc3e78369',
  hr: '023d4c12ddf64012',
  hu: '86fc2bd5ea9367e3',
  ja: '16f3953fe12da86a',
  ko: '40855131bc6c3055',
  lt: 'e4d0fb3652ffd212',
  nl: '9a7c8158a6895a88',
  'pt-BR': 'b3921a468d13326d',
  ru: 'c30cf78d545e8383',
  uk: '04de919dce21b90a',
  'zh-CN': '2ee300f019146947',
  'zh-TW': '2d486121ab3728fd',
};
const fifth: Digests = {
  ...fourth,
  hr: '5f3accff6e98844a',
};

const versions: Readonly<Record<string, Digests>> = {
  '2026-11-29': first,
  '2026-11-29-2': second,
  '2026-11-29-3': third,
  '2026-11-29-4': fourth,
  '2026-11-29-5': fifth,
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

it('the words of every language have a version', () => {
  expect(Object.keys(versions[CONSENT_VERSION] ?? {}).sort()).toEqual([...texts.locales].sort());
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
