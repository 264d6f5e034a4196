import { type Kysely, sql } from 'kysely';

/**
 * How members came onto the roster: `number`, `hand`, `exempt` or `letIn`. Those that a run of the staff or an opening of the gate brought
 * in share its id as their batch.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const add = (change: (table: ReturnType<typeof db.schema.alterTable>) => { execute(): Promise<void> }) =>
    change(db.schema.alterTable('roster')).execute();
  // SQLite adds one column at a time.
  await add((table) => table.addColumn('how', 'text', (column) => column.notNull().defaultTo('number')));
  await add((table) => table.addColumn('exempt_why', 'text'));
  await add((table) => table.addColumn('batch', 'text'));
  await sql`update roster set how = 'hand' where phone_key is null`.execute(db);
  await db.schema
    .createIndex('roster_by_batch')
    .on('roster')
    .columns(['server_id', 'batch', 'member_id'])
    .where('batch', 'is not', null)
    .execute();
}
