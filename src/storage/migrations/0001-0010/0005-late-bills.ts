import type { Kysely } from 'kysely';

/** When to ask what an SMS cost, where the carrier has not said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('journal').addColumn('bill_look_at', 'bigint').execute();
  await db.schema
    .createIndex('journal_by_bill_look')
    .on('journal')
    .column('bill_look_at')
    .where('bill_look_at', 'is not', null)
    .execute();
}
