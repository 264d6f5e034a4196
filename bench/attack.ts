import process from 'node:process';
import { commandLine, refuseCommand } from '../src/command-line.ts';

const HELP = `Measures what a day of attack costs: the real verifier over SQLite, on a simulated clock. No SMS is sent.

  npm run attack                 exits with 0 if every goal is met
  npm run attack -- --seed 7     plays another day; the same seed makes the same day

`;

const seed = readSeed();
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { attackDay, fullScale } = await import('./attack/day.ts');
const { tableOf, verdictsOf } = await import('./attack/verdict.ts');
const day = await attackDay(fullScale, seed);
const isMet = verdictsOf(day).every(({ met }) => met);
process.stdout.write(`${tableOf(day, fullScale, seed)}\n\n${isMet ? 'met' : 'missed'}\n`);
process.exitCode = isMet ? 0 : 1;

function readSeed(): number {
  const { values } = commandLine({ help: HELP, options: { seed: { type: 'string', default: '1' } } });
  if (!/^\d{1,9}$/.test(values.seed)) return refuseCommand('--seed takes a whole number.', HELP);
  return Number(values.seed);
}
