import { describe, expect, it } from 'vitest';
import { fewest, keysOn, type Screen } from '../../docs/screens/corpus.ts';
import { createNotes, keysIn, retold, type Speech } from '../../docs/screens/pieces.ts';
import { inPlaceOfSiblings } from '../../docs/screens/siblings.ts';
import { shown } from '../../docs/screens/views.ts';

const german: Readonly<Record<string, string>> = {
  hello: 'Hallo',
  until: 'Bis {{when}} in {{place}}',
  there: 'dort',
  cancel: 'Abbrechen',
  stop: 'Anhalten',
};
const speech: Speech = {
  locale: 'de',
  say: (key, params) => (german[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name])),
};

describe('what the bot said', () => {
  it('is told again with everything around it as it stood, and what filled its gaps told again too', () => {
    const notes = createNotes();
    notes.said('Hello', { key: 'hello', params: {} });
    notes.said('there', { key: 'there', params: {} });
    notes.said('Until <t:5:R> in there', { key: 'until', params: { when: '<t:5:R>', place: 'there' } });
    const pieces = notes.piecesOf('### Hello\n-# Until <t:5:R> in there');
    expect(retold(pieces, speech)).toBe('### Hallo\n-# Bis <t:5:R> in dort');
    expect(keysIn(pieces)).toEqual(['hello', 'until', 'there']);
  });

  it('is the text that was asked for last, where two have the same words', () => {
    const notes = createNotes();
    notes.said('Cancel', { key: 'cancel', params: {} });
    notes.said('Cancel', { key: 'stop', params: {} });
    expect(retold(notes.piecesOf('Cancel'), speech)).toBe('Anhalten');
  });

  it('is not found inside other words', () => {
    const notes = createNotes();
    notes.said('there', { key: 'there', params: {} });
    expect(retold(notes.piecesOf('Otherwise, therefore'), speech)).toBe('Otherwise, therefore');
  });

  it('has its lists, numbers and names made again', () => {
    const notes = createNotes();
    notes.said('there', { key: 'there', params: {} });
    notes.said('1,234.5', { by: 'number', options: {}, of: 1234.5 });
    notes.said('Germany', { by: 'name', options: { type: 'region' }, of: ['DE'] });
    notes.said('there, Germany, and 5', {
      by: 'list',
      options: { type: 'conjunction' },
      of: ['there', 'Germany', '5'],
    });
    notes.said('5', { by: 'number', options: {}, of: 5 });
    expect(retold(notes.piecesOf('1,234.5: there, Germany, and 5 <@5>'), speech)).toBe(
      '1.234,5: dort, Deutschland und 5 <@5>',
    );
  });
});

const screen = (...keys: string[]): Screen => ({
  kind: 'message',
  body: { components: keys.map((key) => ({ type: 10, content: { $pieces: [{ key, given: {} }] } })) },
});

it('the fewest screens that show everything are drawn, the fullest first', () => {
  const screens = [screen('hello'), screen('hello', 'there', 'cancel'), screen('there', 'stop'), screen('cancel')];
  const chosen = fewest(screens);
  expect(chosen).toEqual([screens[1], screens[2]]);
  expect([...keysOn(chosen[0]?.body ?? null)]).toEqual(['hello', 'there', 'cancel']);
});

it('a screen is a message of the page in the other language', () => {
  expect(shown(screen('hello'), 's1', speech)).toMatchObject({
    id: 's1',
    components: [{ type: 10, content: 'Hallo' }],
  });
});

it('a text that no flow shows stands in the place of its shortest sibling whose gaps it has', () => {
  const told = (key: string) => [{ key: 'line', given: { why: [{ key, given: {} }] } }];
  const screens: Screen[] = [{ kind: 'message', body: { content: { $pieces: ['Oh: ', ...told('why.shown')] } } }];
  const gaps: Readonly<Record<string, readonly string[]>> = { 'why.other': [], 'why.gap': ['days'], 'else.one': [] };
  const placed = inPlaceOfSiblings(screens, Object.keys(gaps), (key) => gaps[key] ?? []);
  expect(placed).toEqual([{ key: 'why.other', pieces: ['Oh: ', ...told('why.other')] }]);
});
