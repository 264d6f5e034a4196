import { type Kysely, sql } from 'kysely';

/** The kind of line of a member's number, where a rule for roles asks for it; and the groups of members who were given the same roles. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('roster').addColumn('line_kind', 'text').execute();
  const kinds = db.schema.createIndex('roster_line_kind').on('roster').column('line_kind');
  await kinds.where(sql<boolean>`line_kind is not null`).execute();
  await db.schema.dropIndex('roster_given').execute();
  await db.schema
    .createIndex('roster_given')
    .on('roster')
    .columns(['server_id', 'given_role_ids', 'country', 'line_kind', 'granted_at'])
    .where('granted_at', 'is not', null)
    .execute();
  // What is known for a while of roles that were taken is found by when that ends.
  const taken = db.schema.createIndex('left_roles_taken').on('left_roles').column('retry_at');
  await taken.where(sql<boolean>`act = 'taken'`).execute();
}
