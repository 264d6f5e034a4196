import { describe, expect, it } from 'vitest';
import { listView } from '../../src/discord/list/views/list.ts';
import { eventLine } from '../../src/discord/member/views/history.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const listed = {
  rows: [{ memberId: '7', at: 1_700_000_000_000, how: 'number', country: 'DE' }],
  count: 1,
  hasNewer: false,
  hasOlder: false,
} as const;

/** The lists that staff and members read line by line. */
function lines(locale: string): string {
  const text = texts.for(locale);
  const list = listView({ state: 'verified' }, listed, { lists: true, mayExport: false }, text);
  const event = eventLine(
    { serverId: '1', memberId: '7', at: 0, what: 'sent', messageId: 'SM1', segments: 1, country: 'DE' },
    text,
  );
  return `${JSON.stringify(list)} ${event}`;
}

describe('a line that begins with a mention or a time', () => {
  it.each(['ar', 'he'])('says its direction in %s', (locale) => {
    expect(lines(locale)).toContain('- \u200f<@7> · ');
    expect(lines(locale)).toContain('- \u200f<t:0:f> ');
  });

  it('keeps a flag behind the Latin word before it', () => {
    expect(lines('he')).toContain('SMS · \u200f🇩🇪\u00a0גרמניה');
  });

  it('has no sign more from left to right', () => {
    expect(lines('de')).toContain('- <@7> · ');
    expect(lines('de')).toContain('- <t:0:f> ');
  });
});

it('how somebody verified and from where is parted as the language does', () => {
  expect(lines('en-US')).toContain('by number, 🇩🇪\u00a0Germany');
  expect(lines('ar')).toContain('برقم، 🇩🇪\u00a0ألمانيا');
  expect(lines('ja')).toMatch(/、🇩🇪\u00a0ドイツ/);
});
