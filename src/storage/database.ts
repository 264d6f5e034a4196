import type { Kysely } from 'kysely';
import type { Scrub } from '../gate/ports.ts';
import type { Counters } from '../limits/counters.ts';
import type { Tables } from './sql/schema.ts';

/** The database in which everything may last, with its tables up to date. */
export interface Database {
  /** For what a member waits for. Discord gives 3 s for an answer, so that a database that hangs has to fail before. */
  readonly quick: Kysely<Tables>;
  /**
   * As `quick`, for what nobody was promised: a power cut may take the last of what it writes, the end of the process takes
   * none (docs/decisions/0026-what-need-not-wait-for-the-disk.md).
   */
  readonly relaxed: Kysely<Tables>;
  /** For work on many rows, which may take longer. */
  readonly patient: Kysely<Tables>;
  readonly counters: Counters;
  /** Statements that write run one after another, whichever process they are of: each sees what those before it have written. */
  readonly isSerial: boolean;
  readonly scrub: Scrub;
  /** Does the part of that which costs next to nothing: it is done every minute. */
  readonly tidy: Scrub;
  /** May be called twice. */
  close(): Promise<void>;
}
