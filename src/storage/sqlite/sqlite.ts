import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ms } from '../../clock.ts';
import type { Database } from '../database.ts';
import { migrate } from '../sql/migrate.ts';
import type { Tables } from '../sql/schema.ts';
import { statementKysely } from '../sql/statements.ts';
import { isBusy, orUnavailable, Unfit } from '../sql/unavailable.ts';
import { createSqliteCounters } from './counters.ts';
import { keepPrepared, sqliteDialect } from './dialect.ts';
import { type Snapshot, shareSnapshot } from './reads.ts';
import { gatherWrites, type Write } from './writes.ts';

/**
 * How long a statement waits for another process to finish its write. A write takes a few ms; the wait blocks the thread, and
 * Discord gives 3 s for an answer.
 */
const BUSY_TIMEOUT: Ms = 2000;
const OWN_DISK =
  'Put the database on a disk of this machine: on a network file system its locks and its log do not hold.';
/** How long to try what another process stands in the way of, where that blocks nothing. */
const PATIENCE: Ms = 5000;

/**
 * Opens the database and lets `prepare` set it up, in one transaction, before anything else uses it.
 * Any number of processes may do so at once on an empty file: one prepares, the others find it done.
 * Resolves to what `prepare` made.
 *
 * All parts share the one connection. So no transaction may span an `await`: it would take in the statements of the others,
 * and a second connection in this process would wait for it for ever, because node:sqlite blocks the thread while it waits.
 * @param file a path, or `:memory:`.
 */
export async function openSqlite<T>(file: string, prepare: (database: DatabaseSync) => Promise<T>): Promise<T> {
  if (file !== ':memory:') createPrivately(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    await patiently(() => keepLog(database));
    database.exec(`
      -- FULL: an answered commit also survives a power cut. "Verified" and "one SMS is spent" are promises; see sqliteWrites.ts.
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      -- 16 MB: what members who verify now need again and again is not read again.
      PRAGMA cache_size = -16000;
      -- A number that is done with leaves no trace in unused pages, not even an encrypted one.
      PRAGMA secure_delete = ON;
    `);
    const prepared = await inOneTransaction(database, () => prepare(database));
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    return prepared;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Has SQLite write changes into a log of their own. It says which way it took instead, where the disk does not allow that. */
function keepLog(database: DatabaseSync): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
  if (mode === 'wal' || mode === 'memory') return;
  throw new Unfit(`SQLite cannot keep its write-ahead log here (journal_mode ${mode}).`, OWN_DISK);
}

/**
 * Brings the tables up to date. To be called within `openSqlite`.
 * @param clock by which counters end
 */
export async function sqliteDatabase(connection: DatabaseSync, clock?: () => Ms): Promise<Database> {
  const prepare = keepPrepared(connection);
  const snapshot = shareSnapshot(connection);
  const { read } = snapshot;
  const write = gatherWrites(connection, snapshot);
  const db = statementKysely<Tables>(sqliteDialect({ prepare, read, write }));
  const writeRelaxed: Write = (work) => write(work, 'relaxed');
  const relaxed = statementKysely<Tables>(sqliteDialect({ prepare, read, write: writeRelaxed }));
  await migrate(db, 'sqlite');
  return {
    quick: db,
    relaxed,
    patient: db,
    isSerial: true,
    counters: createSqliteCounters(db, prepare, write, clock),
    // What was deleted is wiped in the file, but the log next to it still has the pages as they were.
    scrub: () => orUnavailable(() => truncateLog(connection, snapshot)),
    tidy: () => orUnavailable(async () => void (connection.isOpen && isTruncated(connection, snapshot))),
    close: async () => {
      if (connection.isOpen) connection.close();
    },
  };
}

/** Empties the log. Where somebody reads for longer, such as a backup, that is left to the next time, which comes in a minute. */
async function truncateLog(database: DatabaseSync, snapshot: Snapshot): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE;
  while (database.isOpen && !isTruncated(database, snapshot) && performance.now() < giveUpAt) await pause(100);
}

function isTruncated(database: DatabaseSync, snapshot: Snapshot): boolean {
  snapshot.end();
  // To wait for processes that read the log would block the thread.
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  }
}

/** SQLite gives its WAL the mode of the database file, so making the file first keeps all of them private. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

async function inOneTransaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  await patiently(() => database.exec('BEGIN IMMEDIATE'));
  try {
    const result = await work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Tries until the file is free, without blocking the thread: the one that holds it may live in this process. */
async function patiently(attempt: () => void): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
    }
    await pause(10);
  }
}
