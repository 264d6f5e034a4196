import type { Kysely } from 'kysely';

/**
 * What was changed in a server's settings, by whom. The settings say how often they were changed, so that a change is made in the place of
 * exactly what was read, and keep the last change until it stands in the history.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const settings = () => db.schema.alterTable('server_settings');
  await settings()
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await settings().addColumn('unlogged', 'text').execute();
  await db.schema
    .createTable('settings_changes')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('target', 'text')
    .addColumn('difference', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('settings_changes_by_revision', ['server_id', 'revision'])
    .execute();
  await db.schema.createIndex('settings_changes_by_age').on('settings_changes').column('changed_at').execute();
}
