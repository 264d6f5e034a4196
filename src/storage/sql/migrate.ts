import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as roster from '../migrations/0001-0010/0001-roster.ts';
import * as settingsAndNotes from '../migrations/0001-0010/0002-settings-and-notes.ts';
import * as blocksRequestsProofs from '../migrations/0001-0010/0003-blocks-requests-proofs.ts';
import * as journal from '../migrations/0001-0010/0004-journal.ts';
import * as lateBills from '../migrations/0001-0010/0005-late-bills.ts';
import * as leases from '../migrations/0001-0010/0006-leases.ts';
import * as challengesAndCounters from '../migrations/0001-0010/0007-challenges-and-counters.ts';
import * as leftRoles from '../migrations/0001-0010/0008-left-roles.ts';
import * as severalCounters from '../migrations/0001-0010/0009-several-counters-at-once.ts';
import * as rolesOfEach from '../migrations/0001-0010/0010-roles-of-each-member.ts';
import * as bansAndErasures from '../migrations/0011-bans-and-erasures.ts';
import * as carrierTasks from '../migrations/0012-carrier-tasks.ts';
import * as channels from '../migrations/0013-channels.ts';
import * as lineKinds from '../migrations/0014-line-kinds.ts';
import * as amounts from '../migrations/0015-amounts.ts';
import * as kindsOfVerification from '../migrations/0016-kinds-of-verification.ts';
import * as lineKindsOfMembers from '../migrations/0017-line-kinds-of-members.ts';
import * as channelLocks from '../migrations/0018-channel-locks.ts';
import * as bulkRuns from '../migrations/0019-bulk-runs.ts';
import * as endings from '../migrations/0020-endings.ts';
import * as settingsHistory from '../migrations/0021-settings-history.ts';
import * as listsAndRuns from '../migrations/0022-lists-and-runs.ts';
import * as languages from '../migrations/0023-languages.ts';
import type { Dialect } from './dialect.ts';

/** In the order of their names. A migration that has been released is never edited; the next change is a new one. */
const migrations = (dialect: Dialect): Record<string, Migration> => ({
  '0001-roster': roster,
  '0002-settings-and-notes': settingsAndNotes,
  '0003-blocks-requests-proofs': blocksRequestsProofs,
  '0004-journal': { up: (db) => journal.up(db, dialect) },
  '0005-late-bills': lateBills,
  '0006-leases': leases,
  '0007-challenges-and-counters': challengesAndCounters,
  '0008-left-roles': leftRoles,
  '0009-several-counters-at-once': { up: (db) => severalCounters.up(db, dialect) },
  '0010-roles-of-each-member': { up: (db) => rolesOfEach.up(db, dialect) },
  '0011-bans-and-erasures': bansAndErasures,
  '0012-carrier-tasks': carrierTasks,
  '0013-channels': channels,
  '0014-line-kinds': lineKinds,
  '0015-amounts': { up: (db) => amounts.up(db, dialect) },
  '0016-kinds-of-verification': kindsOfVerification,
  '0017-line-kinds-of-members': lineKindsOfMembers,
  '0018-channel-locks': channelLocks,
  '0019-bulk-runs': bulkRuns,
  '0020-endings': endings,
  '0021-settings-history': settingsHistory,
  '0022-lists-and-runs': listsAndRuns,
  '0023-languages': languages,
});

/**
 * Brings the tables up to date. Throws what the database threw, and has then changed nothing: on SQLite the caller's
 * transaction undoes it, on PostgreSQL the migrator's own, which one process runs at a time.
 * @param schema where the tables are, on PostgreSQL
 */
export async function migrate<Tables>(db: Kysely<Tables>, dialect: Dialect, schema?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(dialect) },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
