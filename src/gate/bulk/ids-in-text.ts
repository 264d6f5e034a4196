import { type Row, rowsOf } from './table.ts';

/** As many ids are taken from one file. */
export const MOST_IDS = 100_000;
/** As much of one file is looked at. It keeps everybody waiting while it is read, and a file without an id could do so for hours. */
const MOST = { lines: 2 * MOST_IDS, cells: 10 * MOST_IDS } as const;
/** So many lines that are no JSON say that none is. */
const MOST_BROKEN = 1000;
/** Characters of a key that may say whose id it is. */
const LONGEST_KEY = 40;
/** Lists in lists. */
const DEEPEST = 100;

/** What stands in a file of another bot. */
export interface IdList {
  /** Each once, in the order of accounts' ids. */
  readonly ids: readonly string[];
  /** How many stood there more than once. */
  readonly duplicates: number;
  /** How many a spreadsheet has cut to 15 digits, so that nobody can tell whose they were. */
  readonly damaged: number;
  /** The lines, from 1 on, that no id was found in; of JSON the places of the list. */
  readonly unread: readonly number[];
  /** The heading of the column that they were taken from, where there are several. */
  readonly column?: string;
  /** There were more than are taken. */
  readonly isCut: boolean;
}

/** An id as it is written: alone, as a mention, as a formula or with an apostrophe that keeps a spreadsheet's hands off it. */
const ID = /^(?:<@!?|=?["'`]|\s|\\)*(\d{17,20})(?:>|["'`]|\s|,|\.0)*$/;
/** What spreadsheets make of an id: 1.23E+17, or 1,23E+17. */
const SCIENTIFIC = /^["'=\s]*\d(?:[.,]\d+)?E\+?1[6-9]["'\s]*$/i;
/** Headings that say whose id it is, the surest first. */
const HEADINGS = [
  /^(?:user|member|discord|account)[\s_-]*ids?$/i,
  /^(?:discord[\s_-]*)?(?:user|member)s?$/i,
  /^ids?$/i,
];

/** The ids of accounts in a text: CSV with whatever columns, JSON in whatever shape, or lines. */
export function idsIn(text: string): IdList {
  const items = jsonItems(text);
  if (items) return cutTo(collected(items.slice(0, MOST.lines)), items.length > MOST.lines);
  const { rows, isCut } = rowsOf(text, MOST);
  return cutTo(fromRows(rows), isCut);
}

const cutTo = (list: IdList, isCut: boolean): IdList => ({ ...list, isCut: list.isCut || isCut });

interface Item {
  /** Where it stands. */
  readonly line: number;
  readonly words: readonly string[];
}

function fromRows(rows: readonly Row[]): IdList {
  const widest = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (widest < 2) return collected(itemsOfLines(rows.filter(({ cells }) => !isHeading(cells[0] ?? ''))));
  const column = columnOf(rows, widest);
  // Several ids in each of few lines: no table, but a list.
  if (column === undefined) return collected(itemsOfLines(rows));
  const [head, ...others] = rows;
  const heading = head && idOf(head.cells[column] ?? '').is === 'none' ? head.cells[column]?.trim() : undefined;
  const body = heading === undefined ? rows : others;
  const found = collected(body.map(({ line, cells }) => ({ line, words: [cells[column] ?? ''] })));
  return heading ? { ...found, column: heading.slice(0, 40) } : found;
}

const isHeading = (cell: string) => HEADINGS.some((heading) => heading.test(cell.trim()));
const itemsOfLines = (rows: readonly Row[]) => rows.map(({ line, cells }) => ({ line, words: wordsOf(cells) }));

/** The column that names whose row it is: by its heading, or else by how many different ids it has. Servers and staff repeat themselves. */
function columnOf(rows: readonly Row[], widest: number): number | undefined {
  const [head] = rows;
  for (const heading of HEADINGS) {
    const named = head?.cells.findIndex((cell) => heading.test(cell.trim())) ?? -1;
    if (named >= 0) return named;
  }
  if (rows.every(({ cells }) => cells.every((cell) => cell.trim() === '' || isId(cell)))) return undefined;
  const different = differentIds(rows, widest);
  const most = different.reduce((one, other) => Math.max(one, other), 0);
  // A list over few lines has as many columns with ids as there are ids.
  const withIds = different.filter((count) => count > 0).length;
  return most === 0 || withIds > rows.length ? undefined : different.indexOf(most);
}

/** How many different ids each column has. */
function differentIds(rows: readonly Row[], widest: number): readonly number[] {
  const ids = new Map<number, Set<string>>();
  for (const { cells } of rows) {
    for (const [index, cell] of cells.entries()) {
      if (isId(cell)) ids.set(index, (ids.get(index) ?? new Set()).add(cell));
    }
  }
  return Array.from({ length: widest }, (_, index) => ids.get(index)?.size ?? 0);
}

const isId = (word: string) => idOf(word).is !== 'none';

function idOf(word: string): { readonly is: 'id'; readonly id: string } | { readonly is: 'damaged' | 'none' } {
  const id = ID.exec(word)?.[1];
  if (id !== undefined) return { is: 'id', id };
  return { is: SCIENTIFIC.test(word) ? 'damaged' : 'none' };
}

const wordsOf = (cells: readonly string[]) => cells.flatMap((cell) => (isId(cell) ? [cell] : cell.split(/[\s,;|]+/)));

function collected(items: readonly Item[]): IdList {
  const found: string[] = [];
  const unread: number[] = [];
  let scientific = 0;
  for (const { line, words } of items) {
    const read = words.map(idOf);
    const own = read.flatMap((one) => (one.is === 'id' ? [one.id] : []));
    const bad = read.filter(({ is }) => is === 'damaged').length;
    if (own.length === 0 && bad === 0) unread.push(line);
    scientific += bad;
    for (const id of own) found.push(id);
  }
  const rounded = roundedAmong(found);
  const whole = new Set(found.filter((id) => !rounded.has(id)));
  const ids = [...whole].sort(byId);
  return {
    ids: ids.slice(0, MOST_IDS),
    duplicates: found.filter((id) => !rounded.has(id)).length - whole.size,
    damaged: scientific + rounded.size,
    unread,
    isCut: ids.length > MOST_IDS,
  };
}

/** Ids in the order in which Discord lists members. */
export const byId = (one: string, other: string) =>
  one.length - other.length || (one < other ? -1 : Number(one > other));

/**
 * A spreadsheet keeps 15 digits and fills up with zeros. One id in a thousand ends so by itself; where many do, all that do were cut.
 */
function roundedAmong(ids: readonly string[]): ReadonlySet<string> {
  const zeros = new Set(ids.filter((id) => /^\d{15}0+$/.test(id)));
  return zeros.size > 2 && zeros.size * 10 > new Set(ids).size ? zeros : new Set();
}

/** A number as it is written. JavaScript keeps 16 digits of one, and an id has more. */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
const asWritten: Reviver = (_, value, { source }) => (typeof value === 'number' ? (source ?? String(value)) : value);

/** The places of a JSON text that ids are looked for in. Undefined where it is no JSON. */
function jsonItems(text: string): Item[] | undefined {
  if (!/^\s*[[{]/.test(text) || hasMoreValues(text, MOST.cells)) return undefined;
  const whole = parsed(text);
  if (whole !== undefined) return itemsOf(whole);
  // One value a line, as databases write.
  return itemsOfJsonLines(text.split('\n', MOST.lines + 1));
}

/** Whether a JSON text has more values than so many. Members' ids are not that short. */
function hasMoreValues(text: string, most: number): boolean {
  let values = 0;
  for (const { length } of text.matchAll(/[,[{]/g)) {
    values += length;
    if (values > most) return true;
  }
  return false;
}

function itemsOfJsonLines(lines: readonly string[]): Item[] | undefined {
  const items: Item[] = [];
  let broken = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (value === undefined) broken += 1;
    if (broken > MOST_BROKEN) return undefined;
    items.push(itemOf(value, index + 1));
  }
  return items.length > broken ? items : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, asWritten as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

/** The longest list in it, an item each; or the keys of an object that has ids for keys. */
function itemsOf(value: unknown): Item[] {
  const list = longestList(value);
  if (list.length > 0) return list.map((one, index) => itemOf(one, index + 1));
  return [itemOf(value, 1)];
}

function longestList(value: unknown, depth = 0): readonly unknown[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  const inner = Object.values(value).map((one) => longestList(one, depth + 1));
  const own = Array.isArray(value) ? value : Object.keys(value).filter(isId);
  return [own, ...inner].reduce((best, one) => (one.length > best.length ? one : best));
}

/** What may be an id in one item: itself, or what stands under a key that says so. */
function itemOf(value: unknown, line: number): Item {
  if (typeof value !== 'object' || value === null) return { line, words: [String(value)] };
  const entries = Object.entries(value).map(([key, inner]) => [key, idUnder(inner)] as const);
  for (const heading of HEADINGS) {
    const named = entries.find(([key]) => heading.test(key.slice(0, LONGEST_KEY).replace(/([a-z])([A-Z])/g, '$1_$2')));
    if (named) return { line, words: named[1] };
  }
  return {
    line,
    words: entries
      .flatMap(([, words]) => words)
      .filter(isId)
      .slice(0, 1),
  };
}

/** A member's account may be an object of its own: `{"user": {"id": "…"}}`. */
function idUnder(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return 'id' in value ? [String(value.id)] : [];
}
