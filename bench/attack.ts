import process from 'node:process';
import { parseArgs } from 'node:util';
import { attackDay, fullScale } from './attack/day.ts';
import { tableOf, verdictsOf } from './attack/verdict.ts';

const HELP = `What an attack of a day costs: the real verifier over SQLite, on a simulated clock. No SMS is sent.

  npm run attack                 ends with 0 when every aim is met
  npm run attack -- --seed 7     another day; the same seed makes the same day

`;

const seed = readSeed();
if (seed === undefined) {
  process.stdout.write(HELP);
} else {
  const day = await attackDay(fullScale, seed);
  const isMet = verdictsOf(day).every(({ met }) => met);
  process.stdout.write(`${tableOf(day, fullScale, seed)}\n\n${isMet ? 'met' : 'missed'}\n`);
  process.exitCode = isMet ? 0 : 1;
}

/** @returns undefined where the help is asked for, or needed */
function readSeed(): number | undefined {
  try {
    const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, help: { type: 'boolean' } } });
    if (!values.help && /^\d{1,9}$/.test(values.seed)) return Number(values.seed);
    process.exitCode = values.help ? 0 : 2;
  } catch {
    process.exitCode = 2;
  }
  return undefined;
}
