import { type Kysely, sql } from 'kysely';

/**
 * Which of the roles members had before a run gave them anything, so that undoing it takes the others alone; and the indexes along which the
 * few of a server are listed whose role is owed, or whose number others hold. Of members of earlier runs nobody knows which they had.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('bulk_members').addColumn('had_role_ids', 'text').execute();
  const index = (name: string) => db.schema.createIndex(name).on('roster');
  await index('roster_owed_by_time')
    .columns(['server_id', 'verified_at', 'member_id'])
    .where(sql<boolean>`granted_at is null`)
    .execute();
  // Of those who hold a number together, all but one have a further place.
  await index('roster_further_places').columns(['server_id', 'phone_key']).where(sql<boolean>`place > 1`).execute();
}
