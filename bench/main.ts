import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { commandLine, refuseCommand } from '../src/command-line.ts';
import type { Entry, NotMeasured } from './report/line.ts';
import { type RowName, rowNames } from './rows/names.ts';

const HELP = `Measures what Latchkey costs on this machine, compared with a bare discord.js bot.

  npm run bench                            every row, about ten minutes
  npm run bench -- --only start,idle       some of: ${rowNames.join(', ')}
  npm run bench -- --rounds 9              nine runs of each measurement instead of five
  npm run bench -- --full                  100,000 flows for the leak, which takes some minutes more
  npm run bench -- --write                 also writes docs/performance.md and its picture

PostgreSQL and Redis are measured if they answer at TEST_POSTGRES_URL and TEST_REDIS_URL, or at their usual ports on this machine.
`;

const { only, rounds, full, write } = readArguments();
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { rows } = await import('./rows/rows.ts');
const { tableOf } = await import('./report/table.ts');
const { writePages, writeResults } = await import('./report/write.ts');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
const entries: Entry[] = [];
try {
  for (const name of only) {
    const from = performance.now();
    entries.push(...(await rows[name]({ folder, rounds, full }).catch((error: unknown) => [failed(name, error)])));
    process.stderr.write(`${name}: ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const report = { entries, machine: machine() };
process.stdout.write(`\n${tableOf(entries)}\n\n${report.machine}\n`);
writeResults(report);
if (write) writePages(report);
// A row that broke off may have left a bot or a server behind.
process.exit(0);

/** One row that breaks off does not take the others with it. */
function failed(name: RowName, error: unknown): NotMeasured {
  const [why = ''] = String(error).split('\n');
  return { row: name, what: 'broke off', notMeasured: why.slice(0, 200) };
}

function machine(): string {
  const [first, ...others] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.versions.node}, ${others.length + 1} × ${first?.model ?? 'CPU'}, ${memory} GB, ${process.platform}.`;
}

function readArguments() {
  const { values } = commandLine({
    help: HELP,
    options: {
      only: { type: 'string', default: rowNames.join(',') },
      rounds: { type: 'string', default: '5' },
      full: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const names = values.only.split(',').map((name) => name.trim());
  if (!names.every(isRow)) return refuseCommand('--only names a row that does not exist.', HELP);
  const wanted = Number(values.rounds);
  if (!Number.isInteger(wanted) || wanted < 1)
    return refuseCommand('--rounds takes a whole number of at least 1.', HELP);
  return { only: names.filter(isRow), rounds: wanted, full: values.full, write: values.write };
}

function isRow(name: string): name is RowName {
  return rowNames.some((one) => one === name);
}
