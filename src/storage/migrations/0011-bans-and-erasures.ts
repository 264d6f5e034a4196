import { type Kysely, sql } from 'kysely';

/** The columns of `blocks` as they were. */
const columns = [
  'server_id',
  'phone_key',
  'country',
  'last_digits',
  'member_id',
  'reason',
  'blocked_by',
  'blocked_at',
  'blocked_until',
] as const;

/**
 * A ban is a block of its own, under the pseudonym of the account that was banned: two bans and a block of the staff hold for one
 * number independently of each other. Numbers that were held before, sealed, for a ban alone; and when an account's data was
 * deleted, so that work that was underway then writes nothing of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blocks_by_holder')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('last_digits', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('blocked_by', 'text', (column) => column.notNull())
    .addColumn('blocked_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_until', 'bigint')
    .addUniqueConstraint('blocks_one_a_holder', ['server_id', 'phone_key', 'holder'])
    .execute();
  const names = sql.join(columns.map((name) => sql.ref(name)));
  // A ban from before has no pseudonym yet: that takes the key.
  await sql`
    insert into blocks_by_holder (holder, ${names})
    select case when blocked_by = 'ban' then 'before' else '' end, ${names} from blocks`.execute(db);
  await db.schema.dropTable('blocks').execute();
  await db.schema.alterTable('blocks_by_holder').renameTo('blocks').execute();
  await db.schema.createIndex('blocks_by_member').on('blocks').columns(['server_id', 'member_id']).execute();
  // Most have no end, or hardly any: only those that have one are looked through for what is over.
  await db.schema
    .createIndex('blocks_by_end')
    .on('blocks')
    .column('blocked_until')
    .where('blocked_until', 'is not', null)
    .execute();
  await db.schema.createIndex('proofs_by_end').on('proofs').column('lapses_at').execute();

  await db.schema
    .createTable('past_numbers')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('pseudonym', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('left_at', 'bigint', (column) => column.notNull())
    .execute();
  const past = (name: string) => db.schema.createIndex(name).on('past_numbers');
  await past('past_numbers_by_account').columns(['server_id', 'pseudonym', 'sealed']).execute();
  await past('past_numbers_by_age').column('left_at').execute();

  await db.schema
    .createTable('erasures')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('pseudonym', 'text', (column) => column.notNull())
    .addColumn('erased_at', 'bigint', (column) => column.notNull())
    .addColumn('stamp', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('erasures_one_an_account', ['server_id', 'pseudonym'])
    .execute();
  await db.schema.createIndex('erasures_by_age').on('erasures').column('erased_at').execute();
}
