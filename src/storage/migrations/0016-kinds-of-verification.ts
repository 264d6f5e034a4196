import { type Kysely, sql } from 'kysely';

/**
 * How members came onto the roster: `number`, `hand`, `exempt` or `letIn`. Those that a run of the staff or an opening of the gate brought
 * in share its id as their batch. Under a pseudonym, accounts that no exemption and no open gate lets in; and the openings of the gate.
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

  await db.schema
    .createTable('number_only')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('pseudonym', 'text', (column) => column.notNull())
    .addColumn('noted_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('number_only_once_an_account', ['server_id', 'pseudonym'])
    .execute();

  await db.schema
    .createTable('openings')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('opened_by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'text')
    .addColumn('noticed_end', 'bigint')
    .addColumn('told_end', 'bigint')
    .addColumn('told_count', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('look_at', 'bigint')
    .addPrimaryKeyConstraint('openings_by_id', ['server_id', 'id'])
    .execute();
  // Of two admins who open it in the same instant, one does.
  await db.schema
    .createIndex('openings_one_at_a_time')
    .unique()
    .on('openings')
    .column('server_id')
    .where(sql<boolean>`closed_at is null`)
    .execute();
  await db.schema
    .createIndex('openings_to_look_at')
    .on('openings')
    .column('look_at')
    .where('look_at', 'is not', null)
    .execute();
}
