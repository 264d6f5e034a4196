import type { Kysely } from 'kysely';

/** Numbers that may not verify, members who asked the staff, and numbers proven but not confirmed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blocks')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('last_digits', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('blocked_by', 'text', (column) => column.notNull())
    .addColumn('blocked_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_until', 'bigint')
    .addUniqueConstraint('blocks_one_a_number', ['server_id', 'phone_key'])
    .execute();
  await db.schema.createIndex('blocks_by_member').on('blocks').columns(['server_id', 'member_id']).execute();

  await db.schema
    .createTable('help_requests')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text')
    .addColumn('country', 'text')
    .addColumn('last_digits', 'text')
    .addColumn('staff_channel_id', 'text')
    .addColumn('staff_message_id', 'text')
    .addUniqueConstraint('help_requests_by_id', ['server_id', 'id'])
    .addUniqueConstraint('help_requests_one_a_member', ['server_id', 'member_id'])
    .execute();

  await db.schema
    .createTable('proofs')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('last_digits', 'text', (column) => column.notNull())
    .addColumn('lapses_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('proofs_one_a_member', ['server_id', 'member_id'])
    .execute();
}
