/** @module-tag long */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Entry, Line } from '../../bench/report/line.ts';
import type { Bench } from '../../bench/rows/bench.ts';
import { firstAnswer } from '../../bench/rows/first-answer.ts';
import { idleMemory } from '../../bench/rows/idle-memory.ts';
import { leak } from '../../bench/rows/leak.ts';
import { questions } from '../../bench/rows/questions.ts';
import { rosterSize } from '../../bench/rows/roster-size.ts';
import { start } from '../../bench/rows/start.ts';
import { twoProcesses } from '../../bench/rows/two-processes.ts';
import { wholeFlow } from '../../bench/rows/whole-flow.ts';
import { noPostgres } from '../storage/servers.ts';

/** Each row as small as it can be: that it works with real processes, not what it finds. */
const rows: readonly [string, (bench: Bench) => Promise<readonly Entry[]>, number][] = [
  ['first answer', (bench) => firstAnswer(bench, { alone: 2, together: 3 }), 16],
  ['whole flow', (bench) => wholeFlow(bench, 3, 3), 3],
  ['idle memory', (bench) => idleMemory(bench, [1, 20]), 5],
  ['start', (bench) => start(bench, [3]), 2],
  ['roster size', (bench) => rosterSize(bench, { members: { SQLite: [40, 90] }, submits: 2, lookups: 3 }), 4],
  [
    'roster size on PostgreSQL',
    (bench) => rosterSize(bench, { members: { PostgreSQL: [40] }, submits: 2, lookups: 3 }),
    noPostgres ? 1 : 2,
  ],
  ['leak', (bench) => leak(bench, [2, 5]), 2],
  ['two processes', (bench) => twoProcesses(bench, 3, 3), 1],
  ['questions', (bench) => questions(bench, 2), 27],
];

const isLine = (entry: Entry): entry is Line => !('notMeasured' in entry);

test.each(rows)(
  '%s measures something on every line, or says why not',
  { timeout: 120_000 },
  async (_, measure, lines) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const entries = await measure({ folder, rounds: 1 });
    expect(entries).toHaveLength(lines);
    for (const entry of entries) {
      if (isLine(entry)) expect(entry.latchkey, entry.what).toSatisfy(Number.isFinite);
      else expect(entry.notMeasured).not.toBe('');
    }
  },
);
