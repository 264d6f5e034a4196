import type { Kysely } from 'kysely';

/** Overwrites of channels that the bot has written, with what was there before, and what it is doing with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channel_overwrites')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('role_id', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('before_allow', 'text')
    .addColumn('before_deny', 'text')
    .addColumn('after_allow', 'text', (column) => column.notNull())
    .addColumn('after_deny', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('channel_overwrites_key', ['server_id', 'channel_id', 'role_id'])
    .execute();
  await db.schema
    .createTable('channel_runs')
    .addColumn('server_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('overwrites', 'integer', (column) => column.notNull())
    .addColumn('obstacle', 'text')
    .execute();
}
