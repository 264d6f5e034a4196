import { describe, expect, it } from 'vitest';
import { isOneSegment } from '../../src/base/gsm7.ts';
import { LONGEST_SMS_NAME } from '../../src/gate/settings/sms-name.ts';
import { localesIn, type TextTree } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const discordLocales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );
const resources = localesIn(new URL('../../locales/', import.meta.url));
const texts = createTexts(resources);

/** Every text by its path: `panel.send` → `Send OTP`. */
function flat(tree: TextTree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

/** What members read. */
const forMembers =
  /^(notice|number|code|panel|outcome|same|done|owed|error|conflict|rules|request|privacy|pass|again|alone|blocked|letter|help|deadline|ending)\./;
const boldIn = (text: string) => [...text.matchAll(/\*\*([^*{}]+)\*\*/g)].map(([, name = '']) => name);

const withoutForm = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name))].sort();

const source = new Map(flat(resources.read('en-US')));
const bold = [...source.values()].flatMap(boldIn);
const plurals = [...source.keys()].filter((key) => key.endsWith('_other')).map(withoutForm);

/** The keys that a language needs: those of English, with its own plural forms. */
function keysFor(locale: string): string[] {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const single = [...source.keys()].filter((key) => !plurals.includes(withoutForm(key)));
  return [...single, ...plurals.flatMap((key) => forms.map((form) => `${key}_${form}`))].sort();
}

it('English is there, and every file is named for a locale of Discord', () => {
  expect(source.size).toBeGreaterThan(50);
  for (const locale of texts.locales) expect(discordLocales).toContain(locale);
});

describe.each(texts.locales)('%s', (locale) => {
  const own = flat(resources.read(locale));

  it('has the keys of English, and the plural forms of its own language', () => {
    expect(own.map(([key]) => key).sort()).toEqual(keysFor(locale));
  });

  it('has the placeholders of English in every text', () => {
    for (const [key, text] of own) {
      const english = source.get(key) ?? source.get(`${withoutForm(key)}_other`) ?? '';
      // A form that stands for one number alone may write it out.
      const optional = /_(zero|one|two)$/.test(key) ? ['count'] : [];
      const without = (names: unknown[]) => names.filter((name) => !optional.includes(String(name)));
      expect(without(placeholders(text)), key).toEqual(without(placeholders(english)));
    }
  });

  it('is plain text: nothing empty, no HTML, no stray space or brace, no nesting', () => {
    for (const [key, text] of own) {
      expect(text, key).toMatch(/\S/);
      expect(text, key).not.toMatch(/<\/?[a-z][^@#:>]*>|&[a-z]+;|\$t\(/i);
      expect(text, key).toBe(text.trim().replace(/ {2,}/g, ' '));
      expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[{}]/);
    }
  });

  it('leaves room for a server name in the SMS, which is one segment and has all it needs', () => {
    const { t } = texts.for(locale);
    const code = { code: '0123456789', minutes: 10 };
    expect(isOneSegment(t('sms.codeAlone', code))).toBe(true);
    expect(isOneSegment(t('sms.code', { server: 'x'.repeat(LONGEST_SMS_NAME), ...code }))).toBe(true);
    expect(placeholders(new Map(own).get('sms.code') ?? '')).toEqual(['code', 'minutes', 'server']);
    for (const key of ['sms.code', 'sms.codeAlone']) expect(new Map(own).get(key)).toMatch(/^\{\{code\}\}/);
  });

  it('names the buttons of a message as they stand there', () => {
    const labels = [...source].filter(([, text]) => bold.some((name) => name === text)).map(([key]) => key);
    const mine = new Map(own);
    for (const [key, text] of own.filter(([path]) => forMembers.test(path))) {
      const english = source.get(key) ?? source.get(`${withoutForm(key)}_other`) ?? '';
      for (const name of boldIn(english)) {
        const theirs = labels.filter((label) => source.get(label) === name).map((label) => mine.get(label));
        if (theirs.length === 0) continue;
        expect(
          boldIn(text).some((one) => theirs.includes(one)),
          `${key} names ${name} as ${theirs.join(' or ')}`,
        ).toBe(true);
      }
    }
  });

  it('names no command by a name that its readers do not see', () => {
    for (const [key, text] of own.filter(([path]) => forMembers.test(path))) {
      expect(text, key).not.toMatch(/(?<![\p{L}\d])\/(?:setup|verify)(?![\p{L}\d])/u);
    }
  });

  it('keeps to what Discord allows for labels, titles and commands', () => {
    const limits: [RegExp, number][] = [
      [/^(number|code)\.title$/, 45],
      [/^number\.(country|number|consent)$|^code\.label$/, 45],
      [/^number\.\w+Hint$|^code\.hint$/, 100],
      [/^panel\.(send|resend|submit|change|enter)$|^same\.(regenerate|keep)$|^notice\.verify$/, 80],
      [/^command\..*[dD]escription$/, 100],
    ];
    for (const [pattern, most] of limits) {
      const matching = own.filter(([key]) => pattern.test(key));
      expect(matching.length, String(pattern)).toBeGreaterThan(0);
      for (const [key, text] of matching) expect([...text].length, key).toBeLessThanOrEqual(most);
    }
    for (const [key, text] of own.filter(([path]) => /^command\..*\.(name|role|channel)$/.test(path))) {
      expect(text, key).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
      expect(text, key).toBe(text.toLowerCase());
    }
  });
});
