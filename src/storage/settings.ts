import type { Kysely } from 'kysely';
import type { SettingsStore } from '../gate/ports.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** Server settings in the database; a save replaces the whole row. */
export function createSettingsStore(db: Kysely<Tables>): SettingsStore {
  return {
    load: (serverId) =>
      orUnavailable(async () => {
        const row = await db
          .selectFrom('server_settings')
          .selectAll()
          .where('server_id', '=', serverId)
          .executeTakeFirst();
        if (!row) return undefined;
        return {
          roleId: row.role_id,
          ...(row.channel_id !== null && { channelId: row.channel_id }),
          ...(row.notice_id !== null && { noticeId: row.notice_id }),
        };
      }),

    save: (serverId, settings) =>
      orUnavailable(async () => {
        const columns = {
          role_id: settings.roleId,
          channel_id: settings.channelId ?? null,
          notice_id: settings.noticeId ?? null,
        };
        await db
          .insertInto('server_settings')
          .values({ server_id: serverId, ...columns })
          .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
          .execute();
      }),
  };
}
