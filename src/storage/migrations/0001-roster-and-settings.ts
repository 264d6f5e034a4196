import type { Kysely } from 'kysely';

/** Who is verified, and what the admins decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('roster')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('last_digits', 'text', (column) => column.notNull())
    .addColumn('verified_at', 'bigint', (column) => column.notNull())
    .addColumn('granted_at', 'bigint')
    .addColumn('grant_claimed_at', 'bigint')
    .addUniqueConstraint('roster_one_row_a_member', ['server_id', 'member_id'])
    .addUniqueConstraint('roster_one_member_a_number', ['server_id', 'phone_key'])
    .execute();

  await db.schema
    .createTable('server_settings')
    .addColumn('server_id', 'text', (column) => column.primaryKey())
    .addColumn('role_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text')
    .addColumn('notice_id', 'text')
    .execute();
}
