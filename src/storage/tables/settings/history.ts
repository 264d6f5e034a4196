import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { BY_ITSELF, type SettingsEntry, type SettingsHistory, settingsActs } from '../../../gate/settings/history.ts';
import type { Database } from '../../database.ts';
import type { SettingsChangesTable, Tables } from '../../sql/schema.ts';
import { readDifference } from './stored.ts';

/** PostgreSQL counts them no further. */
const MOST_REVISIONS = 2 ** 31 - 1;

type Row = Selectable<SettingsChangesTable>;

/** What was changed in the settings of servers, in the database. */
export function createSettingsHistory({ quick, patient }: Pick<Database, 'quick' | 'patient'>): SettingsHistory {
  const ofServer = (serverId: string) =>
    quick.selectFrom('settings_changes').selectAll().where('server_id', '=', serverId);

  return {
    latest: async (serverId, limit, before = MOST_REVISIONS) => {
      const older = ofServer(serverId).where('revision', '<', before).orderBy('revision', 'desc').limit(limit);
      return (await older.execute()).map(entryOf);
    },

    find: async (serverId, revision) => {
      const row = await ofServer(serverId).where('revision', '=', revision).executeTakeFirst();
      return row && entryOf(row);
    },

    byMember: async ({ serverId, memberId }) => {
      const theirs = ofServer(serverId).where('changed_by', '=', memberId).orderBy('revision', 'desc');
      return (await theirs.execute()).map(entryOf);
    },

    prune: async (before) => {
      await patient.deleteFrom('settings_changes').where('changed_at', '<', before).execute();
    },
  };
}

/** Adds an entry to the history, unless it is there. */
export async function logEntry(db: Kysely<Tables>, entry: SettingsEntry): Promise<void> {
  await db
    .insertInto('settings_changes')
    .values(rowOf(entry))
    .onConflict((conflict) => conflict.columns(['server_id', 'revision']).doNothing())
    .execute();
}

/** An entry on its way to the history, as text. */
export const writeUnlogged = (entry: SettingsEntry): string => JSON.stringify(rowOf(entry));

const Unlogged = z.object({
  changed_at: z.number(),
  changed_by: z.string(),
  act: z.string(),
  target: z.string().nullable(),
  difference: z.string(),
});

/** The same back. Of one that cannot be read is left that something was changed. */
export function readUnlogged(text: string, place: Pick<SettingsEntry, 'serverId' | 'revision'>): SettingsEntry {
  const read = Unlogged.safeParse(parsed(text));
  const unknown = { changed_at: 0, changed_by: BY_ITSELF, act: 'changed', target: null, difference: '' };
  const row = read.success ? read.data : unknown;
  return entryOf({ ...row, server_id: place.serverId, revision: place.revision });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const rowOf = ({ serverId, revision, at, by, act, target, before, after }: SettingsEntry): Row => ({
  server_id: serverId,
  revision,
  changed_at: at,
  changed_by: by,
  act,
  target: target ?? null,
  difference: JSON.stringify({ before, after }),
});

const entryOf = (row: Row): SettingsEntry => ({
  serverId: row.server_id,
  revision: row.revision,
  at: row.changed_at,
  by: row.changed_by,
  act: settingsActs.find((act) => act === row.act) ?? 'changed',
  ...(row.target !== null && { target: row.target }),
  ...readDifference(row.difference),
});
