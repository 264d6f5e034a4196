import type { Kysely } from 'kysely';

/** Who is verified. Members approved by hand hold no number and take no place; NULLs never collide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('roster')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('phone_key', 'text')
    .addColumn('country', 'text')
    .addColumn('last_digits', 'text')
    .addColumn('place', 'integer')
    .addColumn('approved_by', 'text')
    .addColumn('approval_reason', 'text')
    .addColumn('verified_at', 'bigint', (column) => column.notNull())
    .addColumn('granted_at', 'bigint')
    .addColumn('grant_claimed_at', 'bigint')
    .addColumn('retry_at', 'bigint')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('roster_one_row_a_member', ['server_id', 'member_id'])
    .addUniqueConstraint('roster_one_member_a_place', ['server_id', 'phone_key', 'place'])
    .execute();

  // Few roles are owed at any time, so these stay small however long the roster gets.
  const index = (name: string) => db.schema.createIndex(name).on('roster');
  await index('roster_owed_by_server').columns(['server_id', 'granted_at']).where('granted_at', 'is', null).execute();
  await index('roster_owed_by_retry').columns(['retry_at', 'granted_at']).where('granted_at', 'is', null).execute();
}
