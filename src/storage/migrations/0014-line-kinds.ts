import type { Kysely } from 'kysely';

/** What kind of line a number is, once it was looked up: under a digest, without server and member. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('line_kinds')
    .addColumn('line_key', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('looked_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('line_kinds_by_age').on('line_kinds').column('looked_at').execute();
}
