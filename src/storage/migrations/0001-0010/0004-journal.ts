import type { Kysely } from 'kysely';
import type { Dialect } from '../../sql/dialect.ts';

/** What happened. The id orders what happened in one millisecond. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const journal = db.schema.createTable('journal');
  // SQLite counts by itself only in a column of exactly this type, which in PostgreSQL would end at two thousand million.
  const counted =
    dialect === 'sqlite'
      ? journal.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : journal.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity());
  await counted
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('happened_at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('done_by', 'text')
    .addColumn('country', 'text')
    .addColumn('why', 'text')
    .addColumn('message_id', 'text')
    .addColumn('segments', 'integer')
    .addColumn('price', 'double precision')
    .addColumn('currency', 'text')
    .execute();

  const index = (name: string) => db.schema.createIndex(name).on('journal');
  await index('journal_by_server').columns(['server_id', 'happened_at']).execute();
  await index('journal_by_member').columns(['server_id', 'member_id', 'happened_at']).execute();
  await index('journal_by_age').column('happened_at').execute();
}
