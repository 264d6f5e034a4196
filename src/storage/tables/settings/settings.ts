import type { Kysely } from 'kysely';
import type { SettingsStore } from '../../../gate/ports.ts';
import type { SettingsEntry } from '../../../gate/settings/history.ts';
import { prepared, type Value } from '../../sql/prepared.ts';
import type { Tables } from '../../sql/schema.ts';
import { logEntry, readUnlogged, writeUnlogged } from './history.ts';
import { readSettings } from './stored.ts';

/**
 * Server settings in the database as JSON; a save replaces all of a server's. The entry of a change is saved with it, in one statement, and
 * then put into the history. Where the process dies in between, the next change puts it there first.
 */
export function createSettingsStore(db: Kysely<Tables>): SettingsStore {
  const find = prepared(db, (value: Value<string>) => {
    const serverId = value((id) => id);
    return db.selectFrom('server_settings').select('settings').where('server_id', '=', serverId);
  });

  /** Where the entry is there already, another process was faster. */
  async function log(entry: SettingsEntry): Promise<void> {
    await logEntry(db, entry);
    const { serverId, revision } = entry;
    const done = db.updateTable('server_settings').set({ unlogged: null });
    await done.where('server_id', '=', serverId).where('revision', '=', revision).execute();
  }

  return {
    load: async (serverId) => {
      const [row] = (await find(serverId)).rows;
      return row && readSettings(row.settings);
    },

    read: async (serverId) => {
      const found = db.selectFrom('server_settings').selectAll().where('server_id', '=', serverId);
      const row = await found.executeTakeFirst();
      if (!row) return { revision: 0 };
      const { revision, unlogged, settings } = row;
      if (unlogged !== null) await log(readUnlogged(unlogged, { serverId, revision }));
      return { settings: readSettings(settings), revision };
    },

    save: async (serverId, settings, entry) => {
      const text = JSON.stringify(settings);
      const revision = entry?.revision ?? 1;
      const unlogged = entry ? writeUnlogged(entry) : null;
      const saved = await db
        .insertInto('server_settings')
        .values({ server_id: serverId, settings: text, revision, unlogged })
        .onConflict((conflict) => {
          const update = conflict.column('server_id');
          if (!entry) {
            return update.doUpdateSet((is) => ({ settings: text, revision: is('server_settings.revision', '+', 1) }));
          }
          return update
            .doUpdateSet({ settings: text, revision, unlogged })
            .where('server_settings.revision', '=', revision - 1)
            .where('server_settings.unlogged', 'is', null);
        })
        .executeTakeFirst();
      if (Number(saved.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
      if (entry) await log(entry);
      return true;
    },

    servers: async () => {
      const rows = await db.selectFrom('server_settings').select('server_id').orderBy('server_id').execute();
      return rows.map(({ server_id }) => server_id);
    },
  };
}
