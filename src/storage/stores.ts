import { type Clock, type Ms, repeat } from '../clock.ts';
import type { Rekey } from '../gate/admission.ts';
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
import { type Database, openDatabase } from './database.ts';
import { createForgetServer, createKeptServers } from './forgetServer.ts';
import { createHelpRequests } from './helpRequests.ts';
import { createJournal } from './journal.ts';
import { createLeases } from './leases.ts';
import { createNotes } from './notes.ts';
import { createProofs } from './proofs.ts';
import { createQueueLengths } from './queues.ts';
import { createRekey } from './rekey.ts';
import { createRoster } from './roster.ts';
import { createSettingsStore } from './settings.ts';
import { keepInDatabase } from './shortLived.ts';
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
  readonly rekey: Rekey;
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
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /** Times the sweeps, and says which proofs have lapsed; what the libraries keep expires by the machine's clock. */
  readonly clock: Clock;
  readonly report?: (problem: StorageProblem) => void;
}

/** Where everything lasts. */
export interface StoreAddress {
  /** `sqlite:` and a path, or `sqlite::memory:`; the file and its folder are made when missing, for this user only. Or `postgres://…`. */
  readonly databaseUrl: string;
}

/**
 * Opens the stores and brings the database up to date.
 * @throws StoreUnavailable when the database cannot be opened or written.
 */
export function openStores({ databaseUrl }: StoreAddress, options: Options): Promise<Stores> {
  return orUnavailable(async () => createStores(await openDatabase(databaseUrl), options));
}

/** The stores over an open database, which is closed with them. */
export function createStores(
  database: Database,
  { secretKey, previousKeys = [], clock, report = () => {} }: Options,
): Stores {
  const { quick, patient, scrub } = database;
  const shortLived = keepInDatabase(database);
  const { counters } = shortLived;
  const notes = createNotes(quick);
  const { proofs, sweep: sweepProofs } = createProofs(quick);

  const sweep = () =>
    orUnavailable(async () => {
      await shortLived.sweep();
      await sweepProofs(clock.now());
    });
  const stopSweeping = repeat(clock, sweepEvery, sweep, (error) => report({ is: 'sweepFailed', error }));

  return {
    challenges: createChallengeStore(shortLived, {
      secretKey,
      previousKeys,
      onUnreadable: () => report({ is: 'unreadableChallenge' }),
    }),
    counters,
    roster: createRoster(database),
    blocks: createBlocks(quick),
    requests: createHelpRequests(quick),
    proofs,
    journal: createJournal(database),
    settings: createSettingsStore(quick),
    notes,
    leases: createLeases(quick),
    rekey: createRekey(quick),
    keptServers: createKeptServers(patient),
    forgetServer: createForgetServer(patient),
    queueLengths: createQueueLengths(quick),
    scrub,
    checkWritable: async () => {
      await counters.take('check-writable', 1, 1000);
      await notes.write('last check', new Date(clock.now()).toISOString());
    },
    close: async () => {
      await stopSweeping();
      await Promise.all([shortLived.close(), database.close()]);
    },
  };
}
