import type { DatabaseSync } from 'node:sqlite';

/** What the reads of one turn of the event loop share. */
export interface Snapshot {
  /** Runs `work`, which reads and steps its statements to their end. */
  readonly read: <T>(work: () => T) => T;
  /** Whether the transaction that is open is the snapshot's. */
  readonly isHeld: () => boolean;
  /** Lets it go, so that something else can be done with the connection. */
  readonly end: () => void;
}

/**
 * Lets the reads of one turn of the event loop see the database at one instant, in one transaction: to begin and end one for each takes
 * several times as long as a short read itself. It ends before anything is written, and at the latest with the turn.
 */
export function shareSnapshot(database: DatabaseSync): Snapshot {
  let isHeld = false;

  function end(): void {
    if (!isHeld) return;
    isHeld = false;
    // Where a read has failed, SQLite may have ended it by itself. Nothing was written, and unlike COMMIT this cannot fail.
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
  }

  return {
    read(work) {
      if (!database.isTransaction) {
        database.exec('BEGIN');
        isHeld = true;
        setImmediate(end);
      }
      try {
        return work();
      } catch (error) {
        // Whatever is wrong with what this turn sees, the next read looks again.
        end();
        throw error;
      }
    },
    isHeld: () => isHeld,
    end,
  };
}
