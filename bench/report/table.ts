import { type Entry, type Goal, type Line, ratioOf, verdictOf } from './line.ts';

const HEAD = ['row', 'what', 'Latchkey', 'compared with', 'ratio', 'goal', ''] as const;

/** The table in Markdown, its columns lined up, so that it reads in a terminal too. */
export function tableOf(entries: readonly Entry[]): string {
  const rows = [[...HEAD], ...entries.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const written = rows.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [written[0], rule, ...written.slice(1)].join('\n');
}

function cellsOf(entry: Entry): string[] {
  const { row, what } = entry;
  if ('notMeasured' in entry) return [row, what, 'not measured', '', '', '', entry.notMeasured];
  const ratio = ratioOf(entry);
  return [
    row,
    what,
    `${shown(entry.latchkey)} ${entry.unit}`,
    entry.beside === undefined ? '' : `${shown(entry.beside)} ${entry.unit}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    (entry.goals ?? []).map((goal) => wordsOf(goal, entry)).join(', '),
    verdictOf(entry) ?? '',
  ];
}

/** Three digits that matter; no more are true. */
export function shown(figure: number): string {
  return Math.abs(figure) >= 100 ? String(Math.round(figure)) : String(Number(figure.toPrecision(3)));
}

function wordsOf({ of, is, value }: Goal, { unit }: Line): string {
  return `${is === 'atMost' ? '≤' : '≥'} ${value} ${of === 'ratio' ? '×' : unit}`;
}
