import { Kysely, SqliteDialect } from 'kysely';
import { type Clock, type Ms, repeat } from '../clock.ts';
import type { Leases } from '../gate/alone.ts';
import type {
  Blocks,
  ForgetServer,
  HelpRequests,
  Journal,
  KeptServers,
  Notes,
  Proofs,
  QueueLengths,
  Roster,
  Scrub,
  SettingsStore,
} from '../gate/ports.ts';
import type { Counters } from '../limits/counters.ts';
import type { ChallengeStore } from '../otp/ports.ts';
import { createBlocks } from './blocks.ts';
import { createChallengeStore } from './challenges.ts';
import { createCounters } from './counters.ts';
import { createForgetServer, createKeptServers } from './forgetServer.ts';
import { createHelpRequests } from './helpRequests.ts';
import { createJournal } from './journal.ts';
import { createLeases } from './leases.ts';
import { migrate } from './migrate.ts';
import { createNotes } from './notes.ts';
import { createProofs } from './proofs.ts';
import { createQueueLengths } from './queues.ts';
import { createRoster } from './roster.ts';
import type { Tables } from './schema.ts';
import { createSettingsStore } from './settings.ts';
import { forKysely, openSqlite } from './sqlite.ts';
import { orUnavailable } from './unavailable.ts';

const sweepEvery: Ms = 60_000;

/** Everything that lasts. */
export interface Stores {
  readonly challenges: ChallengeStore;
  readonly counters: Counters;
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly requests: HelpRequests;
  readonly proofs: Proofs;
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly notes: Notes;
  readonly leases: Leases;
  readonly keptServers: KeptServers;
  readonly forgetServer: ForgetServer;
  readonly scrub: Scrub;
  readonly queueLengths: QueueLengths;
  /** Writes something harmless. Throws `StoreUnavailable` when the store would refuse a real write. */
  checkWritable(): Promise<void>;
  /** Every call after it throws `StoreUnavailable`. */
  close(): Promise<void>;
}

/** What the operator should hear of, though no caller fails by it. */
export type StorageProblem =
  /** A challenge was encrypted with another key or changed from outside; its member starts again. */
  | { readonly is: 'unreadableChallenge' }
  /** Expired rows could not be deleted; they count as gone all the same. */
  | { readonly is: 'sweepFailed'; readonly error: unknown };

interface Options {
  /** 32 bytes, see `secretKey.ts`. */
  readonly secretKey: Buffer;
  /** Times the sweeps, and says which proofs have lapsed; what the libraries keep expires by the machine's clock. */
  readonly clock: Clock;
  readonly report?: (problem: StorageProblem) => void;
}

/**
 * Opens the stores and brings the database up to date.
 * @param databaseUrl `sqlite:` and a path, or `sqlite::memory:`. The file and its folder are made when missing, for this user only.
 * @throws StoreUnavailable when the file cannot be opened or written.
 */
export function openStores(databaseUrl: string, options: Options): Promise<Stores> {
  const [, file] = /^sqlite:(.+)$/.exec(databaseUrl) ?? [];
  if (file === undefined) throw new TypeError('A database URL is `sqlite:` and a path.');
  return orUnavailable(() => openOnSqlite(file, options));
}

async function openOnSqlite(file: string, { secretKey, clock, report = () => {} }: Options): Promise<Stores> {
  const { database, db, challenges, counters } = await openSqlite(file, async (database) => {
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
    await migrate(db);
    const onUnreadable = () => report({ is: 'unreadableChallenge' });
    const challenges = createChallengeStore(database, { secretKey, onUnreadable });
    await challenges.ready;
    return { database, db, challenges, counters: await createCounters(database) };
  });

  const { proofs, sweep: sweepProofs } = createProofs(db);

  const sweep = async () => {
    await orUnavailable(challenges.sweep);
    await orUnavailable(counters.sweep);
    await orUnavailable(() => sweepProofs(clock.now()));
  };
  const stopSweeping = repeat(clock, sweepEvery, sweep, (error) => report({ is: 'sweepFailed', error }));

  return {
    challenges: challenges.store,
    counters: counters.counters,
    roster: createRoster(db),
    blocks: createBlocks(db),
    requests: createHelpRequests(db),
    proofs,
    journal: createJournal(db),
    settings: createSettingsStore(db),
    notes: createNotes(db),
    leases: createLeases(db),
    keptServers: createKeptServers(db),
    forgetServer: createForgetServer(db),
    queueLengths: createQueueLengths(db),
    // What was deleted is wiped in the file, but the log beside it still has the pages as they were.
    scrub: () => orUnavailable(async () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)')),
    checkWritable: async () => {
      await counters.counters.take('check-writable', 1, 1000);
    },
    close: async () => {
      await stopSweeping();
      if (database.isOpen) database.close();
    },
  };
}
