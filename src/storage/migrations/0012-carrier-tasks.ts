import { type Kysely, sql } from 'kysely';

/** What the carrier is still to be told about messages that it has taken: by its own names for them, and no number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('carrier_tasks')
    .addColumn('message_id', 'text', (column) => column.primaryKey())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('carrier_tasks_by_due').on('carrier_tasks').column('due_at').execute();
  // Only those whose price is still to be asked for are ever looked for by their message.
  await sql`create index journal_unbilled_by_message on journal (message_id) where bill_look_at is not null`.execute(
    db,
  );
}
