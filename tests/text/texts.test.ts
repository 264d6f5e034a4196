import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localesIn, onlyTopics } from '../../src/text/locales.ts';
import { nearest } from '../../src/text/nearest.ts';
import { createTexts } from '../../src/text/texts.ts';
import { anyCharacter } from '../support/characters.ts';
import { inMemory } from '../support/locales.ts';

const english = {
  panel: { send: 'Send', number: 'Number: {{phone}}' },
  outcome: { wrongCode_one: 'one left', wrongCode_other: '{{count}} left' },
};
const polish = {
  panel: { send: 'Wyślij' },
  outcome: {
    wrongCode_one: 'raz',
    wrongCode_few: '{{count}} razy',
    wrongCode_many: '{{count}} razów',
    wrongCode_other: '{{count}} razu',
  },
};
const texts = createTexts(inMemory({ 'en-US': english, pl: polish, 'es-ES': { panel: { send: 'Enviar' } } }));

describe('texts', () => {
  it.each([
    ['pl', 'pl', 'Wyślij'],
    ['pl-PL', 'pl', 'Wyślij'],
    ['es-419', 'es-ES', 'Enviar'],
    ['en-GB', 'en-US', 'Send'],
    ['ko', 'en-US', 'Send'],
    ['', 'en-US', 'Send'],
    ['__proto__', 'en-US', 'Send'],
  ])('asked for in %j are in %s', (wanted, found, send) => {
    const text = texts.for(wanted);
    expect(text.locale).toBe(found);
    expect(text.t('panel.send')).toBe(send);
  });

  it('fall back to English one by one', () => {
    expect(texts.for('pl').t('panel.number', { phone: '+1' })).toBe('Number: +1');
  });

  it('choose the plural form of their language', () => {
    const say = (locale: string, count: number) => texts.for(locale).t('outcome.wrongCode', { count });
    expect([1, 2].map((count) => say('en-US', count))).toEqual(['one left', '2 left']);
    expect([1, 3, 5].map((count) => say('pl', count))).toEqual(['raz', '3 razy', '5 razów']);
  });

  it('carry a value exactly as it is, whatever it looks like', () => {
    const value = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom('$t(panel.send)', '{{phone}}', '{{count}}', '<b>&', '$&', '{{- phone}}'),
    );
    fc.assert(
      fc.property(value, (phone) => {
        // Around what is written from right to left, two signs keep the order of the words.
        const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
        expect(bare(texts.for('en-US').t('panel.number', { phone }))).toBe(bare(`Number: ${phone}`));
      }),
    );
  });

  it('of two instances do not mix', () => {
    createTexts(inMemory({ 'en-US': { panel: { send: 'Other' } } }));
    expect(texts.for('en-US').t('panel.send')).toBe('Send');
  });

  it('need the English ones', () => {
    expect(() => createTexts(inMemory({ pl: polish }))).toThrow('en-US');
  });

  it.each([
    ['es-MX', 'es-419'],
    ['es', 'es-ES'],
    ['es-419', 'es-419'],
    ['zh-HK', 'zh-TW'],
    ['zh-SG', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['pt-PT', 'pt-BR'],
    ['nb', 'no'],
    ['nn-NO', 'no'],
    ['iw', 'he'],
    ['ar-EG', 'ar'],
    ['en-GB', 'en-GB'],
    ['en-AU', undefined],
    ['hr', undefined],
    ['not a code', undefined],
  ])('for %s are those of %s', (wanted, found) => {
    const names = ['ar', 'en-GB', 'en-US', 'es-419', 'es-ES', 'he', 'no', 'pt-BR', 'zh-CN', 'zh-TW'];
    expect(nearest(wanted, names)).toBe(found);
  });

  it('of a language are read when it is needed first, and once', () => {
    const read: string[] = [];
    const files = inMemory({ 'en-US': english, pl: polish, ko: {} });
    const lazy = createTexts({
      names: files.names,
      read(locale) {
        read.push(locale);
        return files.read(locale);
      },
    });
    expect(read).toEqual(['en-US']);
    for (const locale of ['pl', 'pl-PL', 'pl', 'en-US', 'fr']) lazy.for(locale).t('panel.send');
    expect(read).toEqual(['en-US', 'pl']);
  });

  it('that are damaged are English, and that is said once', () => {
    const said: unknown[] = [];
    const files = { ...inMemory({ 'en-US': english }), names: ['en-US', 'pl'] };
    const damaged = createTexts(files, (locale) => said.push(locale));
    expect([damaged.for('pl'), damaged.for('pl')].map(({ locale, t }) => [locale, t('panel.send')])).toEqual([
      ['en-US', 'Send'],
      ['en-US', 'Send'],
    ]);
    expect(said).toEqual(['pl']);
  });

  it('of some topics alone are read one by one, without what is damaged', async () => {
    const files = inMemory({ 'en-US': english, pl: polish });
    const few = await onlyTopics({ ...files, names: ['en-US', 'pl', 'ko'] }, ['panel']);
    expect(few.names).toEqual(['en-US', 'pl']);
    expect(few.read('pl')).toEqual({ panel: polish.panel });
  });

  it('are read from the folder of locales', () => {
    const t = createTexts(localesIn(new URL('../../locales/', import.meta.url))).for('en-US').t;
    expect(t('panel.send')).toBe('Send OTP');
  });
});

describe('buttons and commands that stand somewhere else', () => {
  const real = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

  it('are named as they stand there: the notice’s in the server’s language, commands in the reader’s', () => {
    const { t } = real.for('de', 'en-GB');
    expect(t('request.opened')).toContain('**Verify**');
    expect(t('deadline.inChannel', { channel: '#a' })).toMatch(/\*\*Verify\*\*.*\*\*I can't verify\*\*/);
    expect(t('deadline.byCommand')).toContain('**/bestätigen**');
    expect(real.for('de', 'de').t('request.opened')).toContain('**Bestätigen**');
    expect(real.for('en-US', 'de').t('letter.again')).toContain('**Bestätigen**');
    expect(real.for('en-US', 'de').t('outcome.roleBlocked')).toContain('/setup');
  });
});
