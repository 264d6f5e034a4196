import { type Clock, type Ms, repeat } from '../clock.ts';
import type { BulkRuns } from '../gate/bulk/runs.ts';
import type { ChannelLocks } from '../gate/channel-locks.ts';
import type { Endings } from '../gate/endings/store.ts';
import type { Leases } from '../gate/lease.ts';
import type { MemberList } from '../gate/list/member-list.ts';
import type {
  BanReach,
  Blocks,
  CarrierTasks,
  Erasures,
  ForgetServer,
  HelpRequests,
  InstallationFacts,
  Journal,
  PastNumbers,
  PendingRoles,
  Proofs,
  QueueLengths,
  RoleMoves,
  Roster,
  Scrub,
  ServersWithData,
  SettingsStore,
} from '../gate/ports.ts';
import type { Rekey } from '../gate/roster/admission.ts';
import type { SettingsHistory } from '../gate/settings/history.ts';
import type { Situations } from '../gate/situation.ts';
import type { Counters } from '../limits/counters.ts';
import type { ChallengeStore } from '../otp/challenge-store.ts';
import type { LineKindStore } from '../otp/number/line-kind.ts';
import { derivePeppers } from '../otp/pepper.ts';
import type { Database } from './database.ts';
import { fileOf, openDatabase } from './open-database.ts';
import { createChallengeStore } from './otp-state/challenges.ts';
import { createPastNumberCipher } from './otp-state/cipher.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts';
import { createQueueLengths } from './queue-lengths.ts';
import type { Forgets } from './redis/server.ts';
import { keepInDatabase, type ShortLived } from './redis/short-lived.ts';
import { createBlockAccounts } from './sql/block-accounts.ts';
import { createForgetServer, createServersWithData } from './sql/forget-server.ts';
import { createRekey } from './sql/rekey.ts';
import { orUnavailable } from './sql/unavailable.ts';
import { networkFileSystem } from './sqlite/file-system.ts';
import { createBanReach } from './tables/ban-reach.ts';
import { createBlocks } from './tables/blocks.ts';
import { createBulkRuns } from './tables/bulk/runs.ts';
import { createCarrierTasks } from './tables/carrier/carrier-tasks.ts';
import { createChannelLocks } from './tables/channels/channel-locks.ts';
import { createEndings } from './tables/endings/endings.ts';
import { type Beginnings, createErasures, type Erasing } from './tables/erasures.ts';
import { createHelpRequests } from './tables/help-requests.ts';
import { createInstallationFacts } from './tables/installation-facts.ts';
import { createJournal } from './tables/journal.ts';
import { createLeases } from './tables/leases.ts';
import { createLineKindStore } from './tables/line-kinds.ts';
import { createMemberList } from './tables/lists/member-list.ts';
import { createPassStores, type PassStores } from './tables/passes/passes.ts';
import { createPastNumbers } from './tables/past-numbers.ts';
import { createProofs } from './tables/proofs.ts';
import { createPendingRoles } from './tables/roles/pending-roles.ts';
import { createRoleMoves } from './tables/roles/role-moves.ts';
import { createRoster } from './tables/roster.ts';
import { createSettingsHistory } from './tables/settings/history.ts';
import { createSettingsStore } from './tables/settings/settings.ts';
import { createSituations } from './tables/situations.ts';

const sweepEvery: Ms = 60_000;

/** Everything that lasts. */
export interface Stores extends PassStores {
  readonly challenges: ChallengeStore;
  readonly counters: Counters;
  readonly situations: Situations;
  readonly roster: Roster;
  readonly endings: Endings;
  readonly blocks: Blocks;
  readonly banReach: BanReach;
  readonly pastNumbers: PastNumbers;
  readonly erasures: Erasures;
  readonly lineKinds: LineKindStore;
  readonly requests: HelpRequests;
  readonly proofs: Proofs;
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly settingsHistory: SettingsHistory;
  readonly facts: InstallationFacts;
  readonly leases: Leases;
  readonly pendingRoles: PendingRoles;
  readonly roleMoves: RoleMoves;
  readonly bulkRuns: BulkRuns;
  readonly memberList: MemberList;
  readonly channelLocks: ChannelLocks;
  readonly carrierTasks: CarrierTasks;
  readonly rekey: Rekey;
  readonly serversWithData: ServersWithData;
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
  /** Expired rows could not be deleted; they still count as gone. */
  | { readonly is: 'sweepFailed'; readonly error: unknown }
  | Forgets
  /** SQLite's file is where its locks do not hold. */
  | { readonly is: 'networkDisk'; readonly fileSystem: string };

interface Options {
  /** 32 bytes, see `secret-key.ts`. */
  readonly secretKey: Buffer;
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /** Times the sweeps, and says what has expired. */
  readonly clock: Clock;
  /** Whether that time may be believed; yes, unless told. Nothing is deleted by a time that may not. */
  readonly isSure?: () => boolean;
  readonly report?: (problem: StorageProblem) => void;
  /** When the work began that something is stored by; where nobody knows, nothing counts as underway. */
  readonly beginnings?: Beginnings;
}

/** Where everything lasts. */
export interface StoreAddress {
  /** `sqlite:` and a path, or `sqlite::memory:`; the file and its folder are made when missing, for this user only. Or `postgres://…`. */
  readonly databaseUrl: string;
  /** `redis://…` or `rediss://…`, which then has the challenges and counters. */
  readonly redisUrl?: string;
}

/**
 * Opens the stores and brings the database up to date.
 * @throws StoreUnavailable when the database, or Redis, cannot be opened or written.
 */
export function openStores({ databaseUrl, redisUrl }: StoreAddress, options: Options): Promise<Stores> {
  return orUnavailable(async () => {
    const database = await openDatabase(databaseUrl, options.clock.now);
    const fileSystem = networkDiskOf(databaseUrl);
    if (fileSystem !== undefined) options.report?.({ is: 'networkDisk', fileSystem });
    try {
      return createStores(database, await openShortLived(database, redisUrl, options), options);
    } catch (error) {
      await database.close();
      throw error;
    }
  });
}

/** The network file system that SQLite's file lies on, if it does. */
function networkDiskOf(databaseUrl: string): string | undefined {
  const file = fileOf(databaseUrl);
  return file === undefined || file === ':memory:' ? undefined : networkFileSystem(file);
}

async function openShortLived(database: Database, redisUrl: string | undefined, { clock, report }: Options) {
  if (redisUrl === undefined) return keepInDatabase(database, clock.now);
  // Only who uses Redis pays for its driver.
  const { openRedis } = await import('./redis/redis.ts');
  const inRedis = await openRedis(redisUrl, clock.now, (how) => report?.(how));
  // What the database had before Redis took over ends there, too.
  return { ...inRedis, sweep: keepInDatabase(database, clock.now).sweep };
}

/** What is underway at servers: roles, runs, locks. */
function runsIn(database: Database, pseudonyms: Pseudonyms, erasing: Erasing) {
  return {
    pendingRoles: createPendingRoles(database.quick),
    roleMoves: createRoleMoves(database),
    bulkRuns: createBulkRuns(database, pseudonyms, erasing),
    memberList: createMemberList(database),
    channelLocks: createChannelLocks(database.quick),
  };
}

/** The stores over an open database, and over what has the challenges and counters. Both are closed with them. */
export function createStores(database: Database, shortLived: ShortLived, options: Options): Stores {
  const { secretKey, previousKeys = [], clock, isSure = () => true, report = () => {} } = options;
  const { quick, patient, scrub, tidy } = database;
  const { counters } = shortLived;
  const facts = createInstallationFacts(quick);
  const pseudonyms = createPseudonyms(derivePeppers({ current: secretKey, previous: previousKeys }));
  const cipher = createPastNumberCipher(secretKey, previousKeys);
  const beginnings = options.beginnings ?? { began: () => Number.MAX_SAFE_INTEGER, stamp: () => Date.now() * 1000 };
  const { store: erasures, ...erasing } = createErasures(database, { pseudonyms, clock, ...beginnings });
  const accounts = createBlockAccounts(quick, erasing);
  const pastNumbers = createPastNumbers(quick, { pseudonyms, cipher, clock });
  const { proofs, sweep: sweepProofs } = createProofs(quick, erasing);

  const sweep = () =>
    orUnavailable(async () => {
      if (isSure()) {
        await shortLived.sweep();
        await sweepProofs(clock.now());
      }
      await tidy();
    });
  const stopSweeping = repeat(clock, sweepEvery, sweep, (error) => report({ is: 'sweepFailed', error }));

  const challenges = createChallengeStore(shortLived.challenges, {
    secretKey,
    previousKeys,
    now: clock.now,
    onUnreadable: () => report({ is: 'unreadableChallenge' }),
  });

  return {
    challenges,
    situations: createSituations(quick, { challenges, hasChallenges: shortLived.isInDatabase, now: clock.now }),
    counters,
    ...pastNumbers.keptFrom(createRoster(database, erasing, pseudonyms), createEndings(database, erasing)),
    pastNumbers: pastNumbers.store,
    ...createPassStores(quick, { pseudonyms, clock }),
    erasures,
    lineKinds: createLineKindStore(quick),
    blocks: createBlocks(quick, pseudonyms, accounts),
    banReach: createBanReach(patient, pseudonyms),
    requests: createHelpRequests(quick, erasing),
    proofs,
    journal: createJournal(database, erasing),
    settings: createSettingsStore(quick),
    settingsHistory: createSettingsHistory(database),
    facts,
    leases: createLeases(quick),
    ...runsIn(database, pseudonyms, erasing),
    carrierTasks: createCarrierTasks(quick),
    rekey: createRekey(quick, accounts),
    serversWithData: createServersWithData(patient),
    forgetServer: createForgetServer(patient),
    queueLengths: createQueueLengths(quick),
    scrub: async () => void (await Promise.all([scrub(), shortLived.scrub()])),
    checkWritable: async () => {
      // Several at once, as for an SMS.
      const check = { limit: Number.MAX_SAFE_INTEGER, keepFor: 1000 };
      await counters.take(['check-writable', 'check-several'].map((key) => ({ key, ...check })));
      await facts.write('last check', new Date(clock.now()).toISOString());
    },
    close: async () => {
      await stopSweeping();
      await Promise.all([shortLived.close(), database.close()]);
    },
  };
}
