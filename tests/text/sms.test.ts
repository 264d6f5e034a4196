import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../sandbox/twilio/segments.ts';
import { isOneSegment } from '../../src/base/gsm7.ts';
import { localesIn } from '../../src/text/locales.ts';
import { smsText } from '../../src/text/sms.ts';
import { createTexts, type Translate } from '../../src/text/texts.ts';
import { anyCharacter } from '../support/characters.ts';
import { inMemory } from '../support/locales.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const english = texts.for('en-US').t;
const sms = (server: string | undefined, t: Translate = english) => smsText(t, { server, code: '0123', minutes: 5 });
const saying = (server: string) => `0123 is your ${server} code. It works for 5 min. Never share it.`;

/** Stands for a locale in another script, whose SMS has 70 characters. */
const greek = createTexts(
  inMemory({
    'en-US': {
      sms: {
        code: '{{code}}: ο κωδικός σου για {{server}}, {{minutes}} λεπτά',
        codeAlone: '{{code}}: ο κωδικός σου, {{minutes}} λεπτά',
      },
    },
  }),
).for('el').t;

describe('the SMS', () => {
  it('begins with the code, names the server and the life of the code, and says never to share it', () => {
    expect(sms('Lantern Bay')).toBe(saying('Lantern Bay'));
  });

  it.each([
    ['Lantern Bay 🏮✨', 'Lantern Bay'],
    ['  Lantern\n\u200bBay  ', 'Lantern Bay'],
    ['Łódź Gracze', 'Lodz Gracze'],
    ['Café “Blå” – Øst', 'Café "Blå" - Øst'],
    ['ＬＡＮＴＥＲＮ', 'LANTERN'],
    ['Ｓｅｒｖｅｒ №1', 'Server No1'],
    ['Сервер', 'verification'],
    ['🏮', 'verification'],
    ['***', 'verification'],
    ['', 'verification'],
    [undefined, 'verification'],
  ])('writes a server called %j as %j', (name, written) => {
    expect(sms(name)).toBe(saying(written));
  });

  it.each([
    ['evil.example/login', 'evil example login'],
    ['https://evil.example', 'https evil example'],
    ['evil。example', 'evil example'],
    ['Call 1900 555 0123', 'Call'],
    ['Your code is 9999', 'Your code is'],
    ['St. Mary 2', 'St. Mary 2'],
  ])('does not let a server called %j lead anybody anywhere', (name, written) => {
    expect(sms(name)).toBe(saying(written));
  });

  it('cuts a long name at its end', () => {
    const text = sms('Harbour '.repeat(12));
    expect(text).toMatch(/^0123 is your Harbour Harbour .* code\. It works for 5 min\. Never share it\.$/);
    expect(text.length).toBeGreaterThanOrEqual(150);
    expect(countSegments(text)).toBe(1);
  });

  it('keeps a name in another script where the locale writes in one, and never cuts through a character', () => {
    expect(sms('Λιμάνι', greek)).toBe('0123: ο κωδικός σου για Λιμάνι, 5 λεπτά');
    expect(sms('evil.example', greek)).toBe('0123: ο κωδικός σου για evil example, 5 λεπτά');
    const text = sms('👨‍👩‍👧‍👦a'.repeat(40), greek);
    expect(countSegments(text)).toBe(1);
    expect(text.isWellFormed()).toBe(true);
  });

  it('is one segment with the code in it, in every locale, whatever the server is called', () => {
    const name = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 100 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom(...'{}[]~^|€\\aé🏮ш.'), minLength: 60, maxLength: 100 }),
    );
    const translate = fc.constantFrom(greek, ...texts.locales.map((locale) => texts.for(locale).t));
    fc.assert(
      fc.property(
        name,
        translate,
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        (server, t, digits, minutes) => {
          const code = '7'.repeat(digits);
          const text = smsText(t, { server, code, minutes });
          expect(countSegments(text)).toBe(1);
          expect(isOneSegment(text)).toBe(true);
          expect(text.startsWith(code)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('counting segments', () => {
  it('agrees with how Twilio bills them', () => {
    const unit = fc.constantFrom(...'aZ0 é€[~Δ\n', 'ш', '🏮', 'ç');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
        expect(isOneSegment(text)).toBe(countSegments(text) === 1);
      }),
      { numRuns: 500 },
    );
  });
});
