import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as rosterAndSettings from './migrations/0001-roster-and-settings.ts';

/** In the order of their names. A migration that has been released is never edited; the next change is a new one. */
const migrations = {
  '0001-roster-and-settings': rosterAndSettings,
};

/** Brings the tables up to date. Throws what the database threw; the caller's transaction then undoes everything. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
