import { Locale } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTwiml } from '../../sandbox/twilio/calls/twiml.ts';
import { callText } from '../../src/text/call.ts';
import { localesIn, type TextTree } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { voiceOf } from '../../src/text/voices.ts';
import { anyCharacter } from '../support/characters.ts';

const files = localesIn(new URL('../../locales/', import.meta.url));
const texts = createTexts(files);
/** https://www.twilio.com/docs/voice/api/call-resource: the longest `Twiml`. */
const LONGEST = 4000;
const BREATH = 60;
const greeting: TextTree = { call: { code: 'x {{server}}', codeAlone: 'x', again: 'x', end: 'x' } };
/** Only a server can choose these. */
const beyondDiscord = ['ar', 'he'];

const call = (server: string | undefined, code = '0123', locale = 'en-US') => callText(texts, locale, { server, code });

/** What is said, as the sandbox's Twilio reads it, with each pause of whole seconds as so many dots. */
function heard(twiml: string): string[] {
  const { script, warning } = readTwiml(twiml);
  expect(warning).toBeNull();
  return script.steps.map((step) => (step.is === 'say' ? step.text : '.'.repeat(step.ms / 1000)));
}

const digitsOf = (said: readonly string[]) => said.filter((one) => /\d/.test(one));

describe('a call', () => {
  it('says whose code it is, and its digits one by one, twice, slowly', () => {
    const slow = ['0', '.', '1', '.', '2', '.', '3'];
    const hello = 'Hello! Here is your code for Lantern Bay on Discord.';
    const end = 'Never share it. Goodbye!';
    expect(heard(call('Lantern Bay'))).toEqual(['.', hello, ...slow, '..', 'Once more.', ...slow, '.', end]);
  });

  it.each([
    ['Area 51', 'Area'],
    ['Lantern Bay 🏮✨', 'Lantern Bay'],
    ['R&D "<Say>8605</Say>"', 'R&D Say Say'],
    ["Mira's Café", "Mira's Café"],
    ['Сервер', 'Сервер'],
    ['a'.repeat(200), 'a'.repeat(30)],
  ])('calls the server %j %j', (server, name) => {
    expect(heard(call(server))[1]).toBe(`Hello! Here is your code for ${name} on Discord.`);
  });

  it.each(['', '🏮', '12 34', undefined])('names no server where %j is none that can be said', (server) => {
    expect(heard(call(server))[1]).toBe('Hello! Here is your code for Discord.');
  });

  it('whatever the server is called, says no digit but those of the code, each by itself, in few enough letters', () => {
    const code = fc.integer({ min: 0, max: 10 ** 10 - 1 }).map((whole) => String(whole).padStart(10, '0'));
    const name = fc.string({ unit: anyCharacter, maxLength: 200 });
    const property = fc.property(name, code, fc.constantFrom(...texts.locales), (server, ten, locale) => {
      const twiml = call(server, ten, locale);
      expect(digitsOf(heard(twiml)).join('')).toBe(ten + ten);
      expect(digitsOf(heard(twiml)).every((one) => /^\d$/.test(one))).toBe(true);
      expect(twiml.length).toBeLessThanOrEqual(LONGEST);
    });
    fc.assert(property);
  });
});

describe('the voice', () => {
  // As if there were texts in every locale.
  const everywhere = createTexts({
    names: [...Object.values(Locale), ...beyondDiscord],
    read: (one) => (files.names.includes(one) ? files.read(one) : greeting),
  });

  it.each([...Object.values(Locale), ...beyondDiscord])(
    'of %s is one that Twilio has for its language, or English',
    (locale) => {
      const twiml = callText(everywhere, locale, { server: 'Lantern Bay', code: '0123' });
      expect(readTwiml(twiml).warning).toBeNull();
      const [, language = ''] = /language="([^"]+)"/.exec(twiml) ?? [];
      const spoken = { no: 'nb', 'zh-CN': 'cmn', 'zh-TW': 'cmn', hr: 'en' }[locale as string] ?? locale.split('-')[0];
      expect(language.split('-')[0]).toBe(spoken);
      expect(new Set(twiml.match(/voice="[^"]+"/g)).size).toBe(1);
      // What is said is in the language of the voice.
      const isOurs = heard(twiml)[1] !== 'x Lantern Bay';
      expect(isOurs).toBe(files.names.includes(locale) || locale === 'hr');
    },
  );

  it.each(texts.locales)('of %s speaks short sentences', (locale) => {
    if (locale !== 'hr') expect(voiceOf(locale)).toBeDefined();
    const { t } = texts.for(locale);
    const sentences = [t('call.code', { server: '' }), t('call.codeAlone'), t('call.again'), t('call.end')];
    for (const sentence of sentences) {
      expect(sentence.length).toBeLessThanOrEqual(BREATH);
      expect(sentence).not.toMatch(/\d/);
    }
  });
});
