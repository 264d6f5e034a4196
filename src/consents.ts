import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { StoreUnavailable } from './base/store-unavailable.ts';
import { commandLine, refuseCommand } from './command-line.ts';
import type { Consent } from './storage/consents.ts';

const HELP = `Writes all consents into a new CSV file: who agreed to be sent codes, when, on which server, to which version of the words.
It has no phone numbers. The bot can keep running. It keeps consents for 90 days, and deletes those of members who delete
their data: run this more often if you have to show older ones.

  npm run consents -- consents.csv
`;

const { positionals } = commandLine({ help: HELP, positionals: 1 });
const [file] = positionals;
if (file === undefined) refuseCommand('Name one file for the consents.', HELP);
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const [{ config: loadDotenv }, { schema }, { csv }, { readConsents }] = await Promise.all([
  import('dotenv'),
  import('./config/variables.ts'),
  import('./discord/ui/csv.ts'),
  import('./storage/consents.ts'),
]);
loadDotenv({ quiet: true });
const databaseUrl = schema.shape.DATABASE_URL.safeParse(process.env.DATABASE_URL?.trim() || undefined).data;
if (databaseUrl === undefined) refuse('DATABASE_URL is not valid. npm run doctor says how to fix it.');

const rows: Row[] = [];
const isThere = await readConsents(databaseUrl, (consents) => void rows.push(...consents.map(rowOf))).catch(explain);
if (!isThere) refuse('The database does not exist. Check DATABASE_URL.');
write(file, csv(['given_at', 'server', 'account', 'words', 'way'], rows));
process.stdout.write(`Wrote ${rows.length} consents to ${file}, which only you can read.\n`);

type Row = readonly string[];

/** The only way there is so far is the number form. */
function rowOf({ at, serverId, memberId, version }: Consent): Row {
  return [new Date(at).toISOString(), serverId, memberId, version, 'form'];
}

/** Writes a file that is not there yet. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch {
    refuse(`${path} could not be written, or already exists. Name another file.`);
  }
}

function explain(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  return refuse(`${error.message} Run this again.`);
}

/** Says why there is nothing, and ends the process. */
function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
