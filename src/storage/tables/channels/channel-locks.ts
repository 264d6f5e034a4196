import type { Kysely, Selectable } from 'kysely';
import type { ChannelLocks, LockedOverwrite, LockRun } from '../../../gate/channel-locks.ts';
import type { Tables } from '../../sql/schema.ts';
import type { ChannelOverwritesTable, ChannelRunsTable } from './schema.ts';

/** Overwrites that the bot has written, a row each, and what it is doing with them, a row for a server. */
export function createChannelLocks(db: Kysely<Tables>): ChannelLocks {
  return {
    all: async (serverId) => {
      const rows = db.selectFrom('channel_overwrites').selectAll().where('server_id', '=', serverId);
      return (await rows.orderBy('place').execute()).map(overwriteOf);
    },

    keep: async ({ serverId, channelId, roleId, place, before, after, state }) => {
      const columns = {
        place,
        before_allow: before?.allow ?? null,
        before_deny: before?.deny ?? null,
        after_allow: after.allow,
        after_deny: after.deny,
        state,
      };
      await db
        .insertInto('channel_overwrites')
        .values({ server_id: serverId, channel_id: channelId, role_id: roleId, ...columns })
        .onConflict((conflict) => conflict.columns(['server_id', 'channel_id', 'role_id']).doUpdateSet(columns))
        .execute();
    },

    mark: async ({ serverId, channelId, roleId }, state) => {
      const rows = db.updateTable('channel_overwrites').set({ state }).where('server_id', '=', serverId);
      await rows.where('channel_id', '=', channelId).where('role_id', '=', roleId).execute();
    },

    forget: async ({ serverId, channelId, roleId }) => {
      const rows = db.deleteFrom('channel_overwrites').where('server_id', '=', serverId);
      await rows.where('channel_id', '=', channelId).where('role_id', '=', roleId).execute();
    },

    begin: async ({ serverId, act, of }) => {
      const columns = { act, overwrites: of, obstacle: null };
      await db
        .insertInto('channel_runs')
        .values({ server_id: serverId, ...columns })
        .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
        .execute();
    },

    find: async (serverId) => {
      const rows = db.selectFrom('channel_runs').selectAll().where('server_id', '=', serverId);
      const row = await rows.executeTakeFirst();
      return row && runOf(row);
    },

    underway: async () => {
      const rows = await db.selectFrom('channel_runs').selectAll().where('obstacle', 'is', null).execute();
      return rows.map(runOf);
    },

    halt: async ({ serverId, act }, obstacle) => {
      const runs = db.updateTable('channel_runs').set({ obstacle }).where('server_id', '=', serverId);
      await runs.where('act', '=', act).execute();
    },

    end: async ({ serverId, act }) => {
      const runs = db.deleteFrom('channel_runs').where('server_id', '=', serverId);
      await runs.where('act', '=', act).execute();
    },
  };
}

function overwriteOf(row: Selectable<ChannelOverwritesTable>): LockedOverwrite {
  const { before_allow: allow, before_deny: deny } = row;
  return {
    serverId: row.server_id,
    channelId: row.channel_id,
    roleId: row.role_id,
    place: row.place,
    ...(allow !== null && deny !== null && { before: { allow, deny } }),
    after: { allow: row.after_allow, deny: row.after_deny },
    state: row.state,
  };
}

const runOf = ({ server_id, act, overwrites, obstacle }: Selectable<ChannelRunsTable>): LockRun => ({
  serverId: server_id,
  act,
  of: overwrites,
  ...(obstacle !== null && { obstacle }),
});
