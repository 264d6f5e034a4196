import { readFileSync, writeFileSync } from 'node:fs';
import { type Entry, ratioOf, verdictOf } from './line.ts';
import { pictureOf } from './picture.ts';
import { tableOf } from './table.ts';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/performance.md', root);
const picture = new URL('docs/images/performance.svg', root);
const results = new URL('bench/results.json', root);

/** Between these the page's table stands. */
const markers = ['<!-- table -->', '<!-- /table -->'] as const;

/** What a run found, and on what. */
export interface Report {
  readonly entries: readonly Entry[];
  readonly machine: string;
}

/** The figures for programs, with ratio and verdict. Replaces the file of the last run. */
export function writeResults({ entries, machine }: Report): void {
  const lines = entries.map((entry) =>
    'notMeasured' in entry ? entry : { ...entry, ratio: ratioOf(entry), verdict: verdictOf(entry) },
  );
  writeFileSync(results, `${JSON.stringify({ machine, lines }, undefined, 2)}\n`);
}

/** Puts the table into docs/performance.md and draws its picture. */
export function writePages({ entries, machine }: Report): void {
  const [begin, end] = markers;
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error('docs/performance.md has no place for the table');
  writeFileSync(page, `${before}${begin}\n\n${tableOf(entries)}\n\n${machine}\n\n${end}${after}`);
  writeFileSync(picture, pictureOf(entries));
}
