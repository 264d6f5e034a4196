import type { DatabaseSync } from 'node:sqlite';
import { asStoreFailure } from '../sql/unavailable.ts';
import type { Snapshot } from './reads.ts';

/** Whether what is written survives a power cut (`durable`) or only the end of the process (`relaxed`). */
export type Durability = 'durable' | 'relaxed';

/** Runs `work`, one statement that writes, and resolves once what it wrote is committed; rejects with `StoreUnavailable`. */
export type Write = <T>(work: () => T, durability?: Durability) => Promise<T>;

interface Waiting {
  readonly durability: Durability;
  /** Runs the statement. Never throws. @returns what it failed with */
  readonly run: () => unknown;
  /** Tells the caller what became of it. @param failure of the whole transaction */
  readonly done: (failure?: unknown) => void;
}

/**
 * Commits together what comes together, for a commit waits for the disk, and that takes longer than the writing. Statements
 * asked for within one turn of the event loop run in that order in one transaction, which begins and ends without an
 * `await`, so that nothing else gets into it. One that fails is undone alone. Nobody is told of success before the commit;
 * when that fails, all are told of the failure. Only where one of them has to be durable does the commit wait for the disk.
 */
export function gatherWrites(database: DatabaseSync, snapshot: Snapshot): Write {
  let waiting: Waiting[] = [];
  let waitsForDisk: boolean | undefined;

  /** FULL: the commit is on the disk before anybody hears of it. NORMAL: the log is, at the next one that is. */
  function waitForDisk(wanted: boolean): void {
    if (wanted === waitsForDisk) return;
    waitsForDisk = undefined;
    database.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`);
    waitsForDisk = wanted;
  }

  function commit(): void {
    const statements = waiting;
    waiting = [];
    try {
      snapshot.end();
      waitForDisk(statements.some(({ durability }) => durability === 'durable'));
      inOneTransaction(database, statements);
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      for (const { done } of statements) done(asStoreFailure(error));
      return;
    }
    for (const { done } of statements) done();
  }

  return (work, durability = 'durable') =>
    new Promise((resolve, reject) => {
      // While the database is opened, the transaction is already there, and nobody else.
      if (database.isOpen && database.isTransaction && !snapshot.isHeld()) return resolve(work());
      let settle = () => {};
      const run = () => {
        try {
          const result = work();
          settle = () => resolve(result);
          return undefined;
        } catch (error) {
          settle = () => reject(asStoreFailure(error));
          return error;
        }
      };
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ durability, run, done: (failure) => (failure === undefined ? settle() : reject(failure)) });
    });
}

function inOneTransaction(database: DatabaseSync, statements: readonly Waiting[]): void {
  database.exec('BEGIN IMMEDIATE');
  for (const { run } of statements) {
    const failure = run();
    // A full disk may end the transaction by itself; each statement after it would then be committed alone.
    if (!database.isTransaction) throw failure;
  }
  database.exec('COMMIT');
}
