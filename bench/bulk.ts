import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { commandLine, refuseCommand } from '../src/command-line.ts';
import type { Figures } from './bulk/run.ts';

const HELP = `Measures what it takes to verify many members by hand at once: the real bot, the sandbox's Discord with its rate limits, and a faster clock.

  npm run bulk                       50,000 members on SQLite and PostgreSQL; some hours
  npm run bulk -- --members 1000     fewer
  npm run bulk -- --only SQLite      one of: SQLite, PostgreSQL
  npm run bulk -- --who need         members who need the role, or who have it: have
  npm run bulk -- --kills 5          how often the bot is killed and started again; 2 by default
  npm run bulk -- --times 100        how much faster the clock runs; 20 by default.
                                     If the machine cannot keep up, the figures are too high

`;

/** Where nothing waits for Discord, time that goes faster would count the machine's work as hours. */
const NO_WAITS = 2;

const { values } = commandLine({
  help: HELP,
  options: {
    members: { type: 'string', default: '50000' },
    only: { type: 'string', default: 'SQLite,PostgreSQL' },
    who: { type: 'string', default: 'have,need' },
    kills: { type: 'string', default: '2' },
    times: { type: 'string', default: '20' },
  },
});
const [members, kills, times] = [values.members, values.kills, values.times].map(Number);
if (!members || kills === undefined || !times || ![members, kills, times].every(Number.isInteger)) {
  refuseCommand('--members, --kills and --times take whole numbers.', HELP);
}

// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { measure } = await import('./bulk/run.ts');
const { withPlaces } = await import('./places.ts');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bulk-'));
try {
  for (const have of [true, false].filter((one) => values.who.split(',').includes(one ? 'have' : 'need'))) {
    await withPlaces(folder, async (places) => {
      for (const { name, at } of places.filter((place) => values.only.split(',').includes(place.name))) {
        const title = `${members} members who ${have ? 'all have' : 'all need'} the role, on ${name}`;
        if ('missing' in at) process.stdout.write(`${title}: ${at.missing}\n\n`);
        else
          process.stdout.write(
            `${title}\n${linesOf(await measure(at, { members, have, kills, times: have ? Math.min(times, NO_WAITS) : times }))}\n\n`,
          );
      }
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

function linesOf({ time, requests, refused, rss, givenTwice, leftOut, kills: killed }: Figures): string {
  const minutes = time / 60_000;
  const took = minutes < 120 ? `${minutes.toFixed(1)} minutes` : `${(minutes / 60).toFixed(1)} hours`;
  const kinds = [...requests]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => `    ${count} × ${kind}`);
  return [
    `  took ${took} on the server's clock; killed ${killed} times`,
    `  at most ${Math.round(rss / 1024 / 1024)} MB of memory; ${refused} requests refused as too many`,
    `  roles given twice: ${givenTwice}; members left out: ${leftOut}`,
    ...kinds,
  ].join('\n');
}
