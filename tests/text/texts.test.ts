import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocales } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

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
const texts = createTexts({ 'en-US': english, pl: polish, 'es-ES': { panel: { send: 'Enviar' } } });

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
      fc.string({ unit: 'binary' }),
      fc.constantFrom('$t(panel.send)', '{{phone}}', '{{count}}', '<b>&', '$&', '{{- phone}}'),
    );
    fc.assert(
      fc.property(value, (phone) => {
        expect(texts.for('en-US').t('panel.number', { phone })).toBe(`Number: ${phone}`);
      }),
    );
  });

  it('of two instances do not mix', () => {
    createTexts({ 'en-US': { panel: { send: 'Other' } } });
    expect(texts.for('en-US').t('panel.send')).toBe('Send');
  });

  it('need the English ones', () => {
    expect(() => createTexts({ pl: polish })).toThrow('en-US');
  });

  it('are read from the folder of locales', () => {
    const t = createTexts(readLocales(new URL('../../locales/', import.meta.url))).for('en-US').t;
    expect(t('panel.send')).toBe('Send OTP');
  });
});

describe('buttons and commands that stand somewhere else', () => {
  const real = createTexts(readLocales(new URL('../../locales/', import.meta.url)));

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
