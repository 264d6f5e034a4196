import type { Kysely } from 'kysely';

/** In which language members agreed to get codes, or asked the staff: they are written to in it. Of what happened earlier nobody knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('journal').addColumn('locale', 'text').execute();
}
