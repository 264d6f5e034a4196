import type { Kysely } from 'kysely';

/** By which channel a code went. Entries without one are of SMS. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('journal').addColumn('channel', 'text').execute();
}
