import { type Kysely, sql } from 'kysely';
import type { Dialect } from './dialect.ts';

type Load = () => Promise<{ readonly up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void> }>;

/**
 * In the order of their names. A migration that has been released is never edited; the next change is a new one. They are loaded only
 * where one is to be run, which at most starts none is.
 */
const migrations: Readonly<Record<string, Load>> = {
  '0001-roster': () => import('../migrations/0001-0010/0001-roster.ts'),
  '0002-settings-and-notes': () => import('../migrations/0001-0010/0002-settings-and-notes.ts'),
  '0003-blocks-requests-proofs': () => import('../migrations/0001-0010/0003-blocks-requests-proofs.ts'),
  '0004-journal': () => import('../migrations/0001-0010/0004-journal.ts'),
  '0005-late-bills': () => import('../migrations/0001-0010/0005-late-bills.ts'),
  '0006-leases': () => import('../migrations/0001-0010/0006-leases.ts'),
  '0007-challenges-and-counters': () => import('../migrations/0001-0010/0007-challenges-and-counters.ts'),
  '0008-left-roles': () => import('../migrations/0001-0010/0008-left-roles.ts'),
  '0009-several-counters-at-once': () => import('../migrations/0001-0010/0009-several-counters-at-once.ts'),
  '0010-roles-of-each-member': () => import('../migrations/0001-0010/0010-roles-of-each-member.ts'),
  '0011-bans-and-erasures': () => import('../migrations/0011-bans-and-erasures.ts'),
  '0012-carrier-tasks': () => import('../migrations/0012-carrier-tasks.ts'),
  '0013-channels': () => import('../migrations/0013-channels.ts'),
  '0014-line-kinds': () => import('../migrations/0014-line-kinds.ts'),
  '0015-amounts': () => import('../migrations/0015-amounts.ts'),
  '0016-kinds-of-verification': () => import('../migrations/0016-kinds-of-verification.ts'),
  '0017-line-kinds-of-members': () => import('../migrations/0017-line-kinds-of-members.ts'),
  '0018-channel-locks': () => import('../migrations/0018-channel-locks.ts'),
  '0019-bulk-runs': () => import('../migrations/0019-bulk-runs.ts'),
  '0020-endings': () => import('../migrations/0020-endings.ts'),
  '0021-settings-history': () => import('../migrations/0021-settings-history.ts'),
  '0022-lists-and-runs': () => import('../migrations/0022-lists-and-runs.ts'),
  '0023-languages': () => import('../migrations/0023-languages.ts'),
};

/**
 * Brings the tables up to date. Throws what the database threw, and has then changed nothing: on SQLite the caller's
 * transaction undoes it, on PostgreSQL the migrator's own, which one process runs at a time.
 * @param schema where the tables are, on PostgreSQL
 */
export async function migrate<Tables>(db: Kysely<Tables>, dialect: Dialect, schema?: string): Promise<void> {
  if (await isUpToDate(db, dialect, schema)) return;
  const { Migrator } = await import('kysely/migration');
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => loadAll(dialect) },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Whether all of them have been run, and nothing else: whatever else is there is for the migrator to judge. */
async function isUpToDate<Tables>(db: Kysely<Tables>, dialect: Dialect, schema = ''): Promise<boolean> {
  // Where kysely's migrator writes which ones it has run.
  const tables = {
    sqlite: sql`select 1 from sqlite_master where name = 'kysely_migration'`,
    postgres: sql`select 1 from pg_tables where tablename = 'kysely_migration' and schemaname = ${schema}`,
  };
  if ((await tables[dialect].execute(db)).rows.length === 0) return false;
  const table = schema === '' ? sql.id('kysely_migration') : sql.id(schema, 'kysely_migration');
  const { rows } = await sql<{ name: string }>`select name from ${table}`.execute(db);
  const known = Object.keys(migrations);
  const run = new Set(rows.map(({ name }) => name));
  return run.size === known.length && known.every((name) => run.has(name));
}

async function loadAll(dialect: Dialect) {
  const loaded = Object.entries(migrations).map(async ([name, load]) => {
    const { up } = await load();
    return [name, { up: (db: Kysely<unknown>) => up(db, dialect) }] as const;
  });
  return Object.fromEntries(await Promise.all(loaded));
}
