import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as roster from './migrations/0001-roster.ts';
import * as settingsAndNotes from './migrations/0002-settings-and-notes.ts';
import * as blocksRequestsProofs from './migrations/0003-blocks-requests-proofs.ts';
import * as journal from './migrations/0004-journal.ts';
import * as lateBills from './migrations/0005-late-bills.ts';
import * as leases from './migrations/0006-leases.ts';

/** In the order of their names. A migration that has been released is never edited; the next change is a new one. */
const migrations = {
  '0001-roster': roster,
  '0002-settings-and-notes': settingsAndNotes,
  '0003-blocks-requests-proofs': blocksRequestsProofs,
  '0004-journal': journal,
  '0005-late-bills': lateBills,
  '0006-leases': leases,
};

/** Brings the tables up to date. Throws what the database threw; the caller's transaction then undoes everything. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
