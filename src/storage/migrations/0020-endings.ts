import type { Kysely } from 'kysely';

/**
 * Until when a member was asked to prove a number; when they had the reminder and the last notice about the end of their verification; and
 * the language in which they verified. Rows from before have none of these.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['ends_at', 'reminded_at', 'warned_at'] as const)
    await db.schema.alterTable('roster').addColumn(column, 'bigint').execute();
  await db.schema.alterTable('roster').addColumn('locale', 'text').execute();
  const index = (name: string) => db.schema.createIndex(name).on('roster');
  await index('roster_by_age').columns(['server_id', 'verified_at']).execute();
  // Few have either: only those that do are in these.
  await index('roster_by_end').columns(['server_id', 'ends_at']).where('ends_at', 'is not', null).execute();
  await index('roster_by_notice').columns(['server_id', 'warned_at']).where('warned_at', 'is not', null).execute();
}
