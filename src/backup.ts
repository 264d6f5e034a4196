import process from 'node:process';
import { StoreUnavailable } from './base/store-unavailable.ts';
import { commandLine, refuseCommand } from './command-line.ts';
import type { Backup } from './storage/sqlite/backup.ts';

const HELP = `Copies the SQLite database and its secret key into a folder, and creates the folder if needed. The bot can keep running.

  npm run backup -- backups/monday
`;

const { positionals } = commandLine({ help: HELP, positionals: 1 });
const [folder] = positionals;
if (folder === undefined) refuseCommand('Name one folder for the copy.', HELP);
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const [{ config: loadDotenv }, { schema }, { backUpSqlite }] = await Promise.all([
  import('dotenv'),
  import('./config/variables.ts'),
  import('./storage/sqlite/backup.ts'),
]);
loadDotenv({ quiet: true });
const databaseUrl = schema.shape.DATABASE_URL.safeParse(process.env.DATABASE_URL?.trim() || undefined).data;
if (databaseUrl === undefined) refuse('DATABASE_URL is not valid. npm run doctor says how to fix it.');
const [, source] = /^sqlite:(.+)$/.exec(databaseUrl) ?? [];
if (source === undefined) refuse('This copies a SQLite file. For PostgreSQL use pg_dump: see docs/operating.md.');

const backup = copy(source, folder);
if (backup.is !== 'written') refuse(problemOf(backup));
const rest = backup.key
  ? 'The secret key is next to it. Keep both where only you can read them.'
  : 'Keep SECRET_KEY with it: without the key, numbers that are taken are not recognised.';
process.stdout.write(`Wrote ${backup.file}. ${rest}\n`);

function copy(from: string, to: string): Backup {
  try {
    return backUpSqlite(from, to);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return refuse(`${error.message} Check who may write to ${to}, and run this again with another folder.`);
  }
}

function problemOf(backup: Exclude<Backup, { is: 'written' }>): string {
  switch (backup.is) {
    case 'sourceMissing':
      return `There is no ${backup.file}. Check DATABASE_URL; nothing was copied.`;
    case 'targetExists':
      return `${backup.file} already exists. Name another folder; nothing was copied.`;
  }
}

/** Says why nothing was copied, and ends the process. */
function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
