import { describe, expect, it } from 'vitest';
import { directionMark } from '../../src/text/direction.ts';
import { createTexts } from '../../src/text/texts.ts';
import { inMemory } from '../support/locales.ts';

const english = {
  panel: { number: 'Number: {{phone}}', askCountry: 'Is this number from {{country}}?' },
  error: { bug: 'Tell them `{{reference}}`' },
  setup: { obstacle: { notInServer: 'Invite me: {{invite}}' }, channels: { roleName: { verified: 'x' } } },
  roles: { ofKinds: '{{lines}}' },
  member: { status: { none: '{{member}} is not **verified**' }, title: 'Verification' },
  bulk: { run: { head: '[here]({{brand}}) {{count}}' } },
  sms: { code: '{{code}} {{server}}' },
  list: { heading: '{{name}}: {{members}}' },
  request: { words: 'a', formTitle: 'a', button: '@everyone' },
};
const arabic = {
  panel: { number: 'الرقم: {{phone}}', askCountry: '-# {{country}}؟ هل الرقم من هناك' },
  error: { bug: 'أخبرهم `{{reference}}`' },
  setup: {
    obstacle: {
      notInServer: 'ادعني: {{invite}}',
      channelHidden: 'في Channel settings → Permissions → {{bot}}: اسمح',
      channelUnseen: 'في Channel settings → Permissions → @everyone: اسمح',
    },
    field: { pingHint: 'لها **Mention @everyone**' },
    exempt: { dayHint: 'تاريخ مثل 2026-11-30. فارغ: متوقف' },
  },
  roles: { ofKinds: '{{lines}}' },
  member: { status: { none: '**{{member}}** لم يتحقق' }, title: 'SMS رسالة' },
  bulk: { run: { head: '[هنا]({{brand}}) {{count}}' }, command: 'يفتح `/member bulk` الشاشة' },
  sms: { code: '{{code}} رمز {{server}}' },
  list: { heading: '{{name}}: {{members}}' },
  request: {
    words: '✅ نعم',
    formTitle: 'SMS: +1 أو **/setup** أو `+44` أو https://x.example/setup و @everyone.',
    button: '@everyone',
  },
};
const texts = createTexts(inMemory({ 'en-US': english, ar: arabic, 'es-ES': {}, de: {} }));
const [en, ar] = [texts.for('en-US').t, texts.for('ar').t];
const isolate = (value: string) => `\u2068${value}\u2069`;

describe('from right to left', () => {
  it('what goes into a sentence stands by itself', () => {
    expect(ar('panel.number', { phone: '+44 7700 900123' })).toBe(`الرقم: ${isolate('+44 7700 900123')}`);
    expect(ar('member.status.none', { member: '<@1>' })).toBe(`\u200f**${isolate('<@1>')}** لم يتحقق`);
  });

  it('a value that begins with a flag has the direction of the name after it', () => {
    expect(ar('panel.number', { phone: '🇩🇪 ألمانيا، 🇦🇹 النمسا' })).toBe('الرقم: \u2067🇩🇪 ألمانيا، 🇦🇹 النمسا\u2069');
    expect(ar('panel.number', { phone: '🇩🇪 DE' })).toBe(`الرقم: ${isolate('🇩🇪 DE')}`);
    expect(en('panel.number', { phone: '🇮🇱 ישראל' })).toBe('Number: \u2067🇮🇱 ישראל\u2069');
  });

  it('a text of gaps alone says its direction, and so does a line that is put together elsewhere', () => {
    expect(ar('list.heading', { name: 'أعضاء', members: '2' })).toBe(`\u200f${isolate('أعضاء')}: ${isolate('2')}`);
    expect(en('list.heading', { name: 'Members', members: '2' })).toBe('Members: 2');
    expect(['ar', 'he', 'de'].map(directionMark)).toEqual(['\u200f', '\u200f', '']);
  });

  it('a block that begins with something else says its direction, after the mark of the line', () => {
    expect(ar('panel.askCountry', { country: 'Peru' })).toBe(`-# \u200f${isolate('Peru')}؟ هل الرقم من هناك`);
    expect(ar('member.title')).toBe('\u200fSMS رسالة');
    expect(ar('request.words')).toBe('✅ نعم');
  });

  it('a word with a sign before it stands by itself, so that the sign stays there', () => {
    const apart = `SMS: ${isolate('+1')} أو **${isolate('/setup')}** أو \`+44\` أو https://x.example/setup و ${isolate('@everyone')}.`;
    expect(ar('request.formTitle')).toBe(`\u200f${apart}`);
    expect([en('request.button'), ar('request.button')]).toEqual(['@everyone', '@everyone']);
  });

  it.each([
    ['a path', 'setup.obstacle.channelHidden', `Channel settings → Permissions → ${isolate('Wren')}`],
    ['a path to everyone', 'setup.obstacle.channelUnseen', 'Channel settings → Permissions → @everyone'],
    ['a permission', 'setup.field.pingHint', 'Mention @everyone'],
    ['a day', 'setup.exempt.dayHint', '2026-11-30'],
    ['a command in code', 'bulk.command', '`/member bulk`'],
  ] as const)('%s stands by itself as a whole', (_, key, whole) => {
    expect(ar(key, { bot: 'Wren' })).toContain(isolate(whole));
  });

  it.each([
    ['in code', 'error.bug', 'reference', '4f2a', 'أخبرهم `4f2a`'],
    ['in an address', 'bulk.run.head', 'brand', 'x', `[هنا](x) ${isolate('')}`],
    ['that is an address', 'setup.obstacle.notInServer', 'invite', 'https://x.example', 'ادعني: https://x.example'],
    ['that is all of a text', 'roles.ofKinds', 'lines', 'VoIP', 'VoIP'],
    ['in an SMS', 'sms.code', 'code', '0123', '0123 رمز '],
    ['of several lines', 'panel.number', 'phone', '1\n2', 'الرقم: 1\n2'],
  ] as const)('a value %s stays as it is', (_, key, gap, value, whole) => {
    expect(ar(key, { [gap]: value })).toBe(whole.replace(isolate(''), ''));
  });
});

describe('from left to right', () => {
  it('only what is written from right to left stands by itself', () => {
    expect(en('panel.number', { phone: '+1' })).toBe('Number: +1');
    expect(en('member.status.none', { member: 'מירה' })).toBe(`${isolate('מירה')} is not **verified**`);
    expect(en('sms.code', { code: '0123', server: 'מירה' })).toBe('0123 מירה');
  });
});

it('numbers are written as the language does, but for codes', () => {
  const number = (locale: string, count: number) => texts.for(locale).t('panel.number', { phone: count });
  expect([number('en-US', 1234567), number('de', 1234567), number('es-ES', 1234)]).toEqual([
    'Number: 1,234,567',
    'Number: 1.234.567',
    'Number: 1234',
  ]);
  expect(en('sms.code', { code: 30003 })).toBe('30003 ');
});
