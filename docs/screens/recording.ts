import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InternalRequest, REST } from 'discord.js';
import { afterAll, vi } from 'vitest';
import type * as texts from '../../src/text/texts.ts';
import { keysOn, type Node, type Screen } from './corpus.ts';
import type { Formatter } from './pieces.ts';
import { notes, screens } from './recorded.ts';

/**
 * Runs before each file of tests while `npm run screens` records: remembers what the bot says in English, and keeps each thing that it sends with the keys
 * of its texts. The tests notice nothing of it.
 */
const folder = process.env.SCREENS_FOLDER ?? '';

vi.mock('../../src/text/texts.ts', async (original) => {
  const real = await original<typeof texts>();
  const createTexts: typeof real.createTexts = (...given) => {
    const made = real.createTexts(...given);
    return { ...made, for: (...whose) => listened(made.for(...whose)) };
  };
  return { ...real, createTexts };
});

const known = new WeakMap<texts.Text, texts.Text>();

function listened(text: texts.Text): texts.Text {
  if (text.locale !== 'en-US') return text;
  const before = known.get(text);
  if (before) return before;
  const after: texts.Text = {
    ...text,
    t(key, params = {}) {
      const words = text.t(key, params);
      notes.said(words, { key, params });
      return words;
    },
  };
  known.set(text, after);
  return after;
}

listenToIntl();
listenToRequests();

afterAll(() => {
  if (screens.size === 0) return;
  mkdirSync(folder, { recursive: true });
  const name = `${process.pid}-${Date.now()}-${Math.floor(Math.random() * 1e9)}.json`;
  writeFileSync(join(folder, name), JSON.stringify([...screens.values()]));
  screens.clear();
});

function keep(kind: Screen['kind'], body: unknown): void {
  const inPieces = nodeOf(body);
  const keys = [...keysOn(inPieces)].sort();
  const name = `${kind}:${keys.join()}`;
  if (keys.length > 0 && !screens.has(name)) screens.set(name, { kind, body: inPieces });
}

function nodeOf(value: unknown): Node {
  if (typeof value === 'string') return { $pieces: notes.piecesOf(value) };
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(nodeOf);
  if (typeof value !== 'object' || value === null) return null;
  const named = Object.entries(value).filter(
    ([name]) => !/^(custom_id|name_localizations|description_localizations)$/.test(name),
  );
  return Object.fromEntries(named.map(([name, one]) => [name, nodeOf(one)]));
}

/** Everything that the bot sends to Discord passes here. */
function listenToRequests(): void {
  const { request } = REST.prototype;
  if ('isListening' in request) return;
  const listening = function (this: REST, options: InternalRequest) {
    const { body, files = [] } = options;
    if (typeof body === 'object' && body !== null) keepBody(body, options.fullRoute);
    for (const { name, data } of files) {
      if (/\.(csv|txt|json)$/.test(name)) keep('file', String(data));
    }
    return request.call(this, options);
  };
  REST.prototype.request = Object.assign(listening, { isListening: true });
}

function keepBody(body: object, route: string): void {
  if (Array.isArray(body)) {
    if (/\/commands$/.test(route)) keep('commands', body);
    return;
  }
  const { type, data }: { type?: unknown; data?: unknown } = body;
  const isAnswer = /\/callback$/.test(route);
  keep(isAnswer && type === 9 ? 'modal' : 'message', isAnswer ? data : body);
}

/** Lists, numbers, dates and names are made again in the other language: so it is remembered of what they were made. */
function listenToIntl(): void {
  if ('isListening' in Intl.ListFormat.prototype) return;
  Object.assign(Intl.ListFormat.prototype, { isListening: true });
  const note = (
    by: Formatter,
    maker: { resolvedOptions(): { locale: string } },
    of: number | string[],
    words: string,
  ) => {
    const {
      locale,
      numberingSystem: _,
      calendar: __,
      ...options
    }: { locale: string; numberingSystem?: string; calendar?: string } = maker.resolvedOptions();
    if (locale.startsWith('en')) notes.said(words, { by, options, of });
    return words;
  };
  const { format: list } = Intl.ListFormat.prototype;
  Intl.ListFormat.prototype.format = function (parts) {
    const given = [...parts];
    return note('list', this, given, list.call(this, given));
  };
  const { of: nameOf } = Intl.DisplayNames.prototype;
  Intl.DisplayNames.prototype.of = function (code) {
    const name = nameOf.call(this, code);
    return name === undefined ? name : note('name', this, [code], name);
  };
  bound(Intl.NumberFormat.prototype, (maker, value, words) => note('number', maker, Number(value), words));
  bound(Intl.DateTimeFormat.prototype, (maker, value, words) => note('date', maker, Number(value), words));
}

type Bound = { resolvedOptions(): { locale: string } };

/** `format` of numbers and dates is a getter that gives a function of its own. */
function bound<M extends Bound>(prototype: M, hear: (maker: M, value: unknown, words: string) => string): void {
  const getter = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  if (!getter) return;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: M) {
      const format: (value: unknown) => string = getter.call(this);
      return (value: unknown) => hear(this, value, format(value));
    },
  });
}
