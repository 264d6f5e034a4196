import type { Kysely, Selectable } from 'kysely';
import type { ChannelLocks, LockedOverwrite, LockRun } from '../../../gate/channel-locks.ts';
import type { Tables } from '../../sql/schema.ts';
import { orUnavailable } from '../../sql/unavailable.ts';
import type { ChannelOverwritesTable, ChannelRunsTable } from './schema.ts';

/** Overwrites that the bot has written, a row each, and what it is doing with them, a row for a server. */
export function createChannelLocks(db: Kysely<Tables>): ChannelLocks {
  return {
    all: (serverId) =>
      orUnavailable(async () => {
        const rows = db.selectFrom('channel_overwrites').selectAll().where('server_id', '=', serverId);
        return (await rows.orderBy('place').execute()).map(overwriteOf);
      }),

    keep: ({ serverId, channelId, roleId, place, before, after, state }) =>
      orUnavailable(async () => {
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
      }),

    mark: ({ serverId, channelId, roleId }, state) =>
      orUnavailable(async () => {
        const rows = db.updateTable('channel_overwrites').set({ state }).where('server_id', '=', serverId);
        await rows.where('channel_id', '=', channelId).where('role_id', '=', roleId).execute();
      }),

    forget: ({ serverId, channelId, roleId }) =>
      orUnavailable(async () => {
        const rows = db.deleteFrom('channel_overwrites').where('server_id', '=', serverId);
        await rows.where('channel_id', '=', channelId).where('role_id', '=', roleId).execute();
      }),

    begin: ({ serverId, act, of }) =>
      orUnavailable(async () => {
        const columns = { act, overwrites: of, obstacle: null };
        await db
          .insertInto('channel_runs')
          .values({ server_id: serverId, ...columns })
          .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
          .execute();
      }),

    find: (serverId) =>
      orUnavailable(async () => {
        const rows = db.selectFrom('channel_runs').selectAll().where('server_id', '=', serverId);
        const row = await rows.executeTakeFirst();
        return row && runOf(row);
      }),

    underway: () =>
      orUnavailable(async () => {
        const rows = await db.selectFrom('channel_runs').selectAll().where('obstacle', 'is', null).execute();
        return rows.map(runOf);
      }),

    halt: ({ serverId, act }, obstacle) =>
      orUnavailable(async () => {
        const runs = db.updateTable('channel_runs').set({ obstacle }).where('server_id', '=', serverId);
        await runs.where('act', '=', act).execute();
      }),

    end: ({ serverId, act }) =>
      orUnavailable(async () => {
        const runs = db.deleteFrom('channel_runs').where('server_id', '=', serverId);
        await runs.where('act', '=', act).execute();
      }),
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
