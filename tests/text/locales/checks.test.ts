import { describe, expect, it } from 'vitest';
import type { Check } from './compared.ts';
import { translated } from './english.ts';
import { keys, placeholders } from './forms.ts';
import { lengths, room, sms } from './lengths.ts';
import { markdown, plain, quotedOnce } from './markdown.ts';
import { commandNames, commandsInText, namedBy, namesOnScreen } from './names.ts';

type Texts = Readonly<Record<string, string>>;

/** What a check says of a file. */
const said = (check: Check, locale: string, texts: Texts, english: Texts = texts) =>
  Array.from(
    check({ locale, texts: new Map(Object.entries(texts)), english: new Map(Object.entries(english)) }),
    ([key, what]) => `${key} ${what}`,
  );

const tries = { 'a.tries_one': 'one try', 'a.tries_other': '**{{count}}** tries' };

describe('the check of', () => {
  it('keys wants the plural forms of the language and no others', () => {
    const polish = { 'a.tries_one': '1', 'a.tries_few': '2', 'a.tries_two': '2', 'a.tries_other': '3', 'a.more': 'x' };
    expect(said(keys, 'pl', polish, tries)).toEqual([
      'a.tries_many is missing',
      'a.tries_two is no plural form of this language',
      'a.more is no key of English',
    ]);
    expect(said(keys, 'ja', { 'a.tries_other': '{{count}}' }, tries)).toEqual([]);
  });

  it('placeholders lets a number be missing only where the form is said of one number alone', () => {
    const arabic = { 'a.tries_one': 'واحد', 'a.tries_two': 'اثنان', 'a.tries_few': 'قليل' };
    expect(said(placeholders, 'ar', arabic, tries)).toEqual([expect.stringContaining('a.tries_few lacks {{count}}')]);
    expect(said(placeholders, 'ru', { 'a.tries_one': 'одна' }, tries)).toHaveLength(1);
    expect(said(placeholders, 'fr', { 'a.tries_one': 'un essai' }, tries)).toHaveLength(1);
    expect(said(placeholders, 'de', { 'a.tries_one': 'ein Versuch' }, tries)).toEqual([]);
    expect(said(placeholders, 'de', { a: '{{phon}}' }, { a: '{{phone}}' })).toHaveLength(2);
  });

  it.each([
    ['a line break', 'Eins zwei', 'One\ntwo'],
    ['a small line', 'Eins', '-# One'],
    ['an arrow', 'Server, Rollen', 'Server → Roles'],
    ['an emoji', 'Fertig', '✅ Done'],
    ['code', 'Drück /liste', 'Press `/list`'],
    ['italics', 'Auf Basis', 'On *Basics*'],
    ['an asterisk too many', '**Senden* jetzt', '**Send** now'],
    ['the dots of a button', 'Sperren', 'Lock…'],
    ['a mention', 'Wer?', '<@1>'],
  ])('markdown misses %s', (_, text, english) => {
    expect(said(markdown, 'de', { a: text }, { a: english }).length).toBeGreaterThan(0);
  });

  it.each([' ', 'a  b', ' a', '<b>a</b>', '$t(a)', 'a{b', 'a\u{200f}b', 'e\u{301}'])(
    'plain text refuses %j',
    (text) => {
      expect(said(plain, 'de', { a: text }).length).toBeGreaterThan(0);
    },
  );

  it('quotations refuses marks around what has them, and no others', () => {
    const texts = { a: '“{{typed}}” ist kein Land', b: '„ {{answer}}“', c: '„{{words}}“ statt {{typed}}' };
    expect(said(quotedOnce, 'de', texts).map(([key]) => key)).toEqual(['a', 'b']);
  });

  it('names wants what stands on the button that English names, the nearest one of several', () => {
    const english = {
      'panel.send': 'Send OTP',
      'panel.entered': 'Press **Send OTP**.',
      'list.back': 'Stop',
      'bulk.button.stop': 'Stop',
      'bulk.stopped': '**Stop** it.',
      'setup.page.basics': 'Basics',
      'roles.first': 'See *Basics*.',
    };
    expect(namedBy('Stop', 'bulk.stopped', new Map(Object.entries(english)))).toEqual(['bulk.button.stop']);
    const german = {
      'panel.send': 'OTP senden',
      'panel.entered': 'Drücke **Senden**.',
      'list.back': 'Halt',
      'bulk.button.stop': 'Anhalten',
      'bulk.stopped': '**Halt**!',
      'setup.page.basics': 'Grundlagen',
      'roles.first': 'Siehe *Basis*.',
    };
    expect(said(namesOnScreen, 'de', german, english)).toEqual([
      expect.stringMatching(
        /^panel\.entered English names \*\*Send OTP\*\* \(panel\.send\), .*\*\*OTP senden\*\* here/,
      ),
      expect.stringMatching(/^bulk\.stopped English names \*\*Stop\*\* \(bulk\.button\.stop\), .*\*\*Anhalten\*\*/),
      expect.stringMatching(/^roles\.first English names \*Basics\* \(setup\.page\.basics\), .*\*Grundlagen\*/),
    ]);
    const right = {
      ...german,
      'panel.entered': '**OTP senden** drücken.',
      'bulk.stopped': '**Anhalten**!',
      'roles.first': 'Siehe *Grundlagen*.',
    };
    expect(said(namesOnScreen, 'de', right, english)).toEqual([]);
    expect(said(namesOnScreen, 'de', { ...right, 'panel.entered': 'OTP senden drücken.' }, english)).toHaveLength(2);
  });

  it('names lets a form of one number alone do without the number in bold', () => {
    expect(said(namesOnScreen, 'ar', { 'a.tries_two': 'محاولتان' }, tries)).toEqual([]);
    expect(said(namesOnScreen, 'ar', { 'a.tries_few': '{{count}} محاولات' }, tries)).toHaveLength(1);
  });

  it('commands wants the name that Discord shows', () => {
    const english = { 'command.setup.name': 'setup', 'command.member.name': 'member', 'command.member.list': 'list' };
    const own = {
      'command.setup.name': 'einrichten',
      'command.member.name': 'mitglied',
      'command.member.list': 'liste',
    };
    const wrong = { ...own, a: 'Öffne /setup.', b: 'Öffne `/mitglied list`.' };
    const theirs = { ...english, a: 'Open /setup.', b: 'Open `/member list`.' };
    expect(said(commandsInText, 'de', wrong, theirs)).toHaveLength(2);
    const right = { ...own, a: 'Öffne /einrichten.', b: 'Öffne `/mitglied liste`.' };
    expect(said(commandsInText, 'de', right, theirs)).toEqual([]);
    const japanese = { 'command.setup.name': '設定', a: '/設定を開きます。' };
    expect(said(commandsInText, 'ja', japanese, { 'command.setup.name': 'setup', a: 'Open /setup.' })).toEqual([]);
  });

  it('command names refuses what Discord does', () => {
    expect(said(commandNames, 'de', { 'command.verify.name': 'Prüfen' })).toHaveLength(1);
    expect(said(commandNames, 'de', { 'command.verify.name': 'nummer prüfen' })).toHaveLength(1);
    expect(said(commandNames, 'th', { 'command.verify.name': 'ยืนยันหมายเลข' })).toEqual([]);
    expect(said(commandNames, 'de', { 'command.stats.show': 'zeig', 'command.stats.export': 'zeig' })).toHaveLength(2);
    const english = { 'command.verify.name': 'verify' };
    expect(said(commandNames, 'he', { 'command.verify.name': 'אימות' }, english)).toHaveLength(1);
  });

  it('lengths counts labels with their gaps filled', () => {
    expect(said(lengths, 'de', { 'panel.send': 'x'.repeat(81), 'number.title': 'x'.repeat(45) })).toHaveLength(1);
    expect(said(lengths, 'de', { 'bulk.undo.button_other': `${'x'.repeat(72)}{{members}}` })).toHaveLength(1);
    expect(said(room, 'de', { a: 'x'.repeat(200) }, { a: 'x'.repeat(100) })).toHaveLength(1);
  });

  it('the SMS wants one segment in either alphabet', () => {
    expect(said(sms, 'de', { 'sms.code': `{{code}} {{server}} {{minutes}}${'x'.repeat(115)}` })).toHaveLength(1);
    expect(said(sms, 'ru', { 'sms.code': `{{code}} {{server}} {{minutes}}${'ж'.repeat(45)}` })).toEqual([]);
    expect(said(sms, 'ru', { 'sms.code': `{{code}} {{server}} {{minutes}}${'ж'.repeat(46)}` })).toHaveLength(1);
    expect(said(sms, 'de', { 'sms.code': 'Code: {{code}}' })).toHaveLength(1);
  });

  it('English finds whole texts, rows of words, and words in another script', () => {
    expect(said(translated, 'de', { a: 'Choose a channel' })).toHaveLength(1);
    expect(said(translated, 'en-GB', { a: 'Choose a channel' })).toEqual([]);
    expect(said(translated, 'de', { a: 'Drücke Choose a channel' }, { a: 'Choose a channel now' })).toHaveLength(1);
    expect(said(translated, 'ru', { a: 'Выберите channel' }, { a: 'Choose a channel' })).toHaveLength(1);
    expect(said(translated, 'ru', { a: 'Код по SMS' }, { a: 'Code by SMS' })).toEqual([]);
    expect(said(translated, 'de', { a: 'Server Members Intent' })).toEqual([]);
  });
});
