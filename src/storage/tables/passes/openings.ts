import type { Kysely, Selectable } from 'kysely';
import { LOOKED_AT_EVERY, type Opening, type Openings } from '../../../gate/passes/openings.ts';
import { dueRows } from '../../sql/due.ts';
import type { OpeningsTable, Tables } from '../../sql/schema.ts';

/** Openings of gates in the database. A unique index allows a server one at a time. */
export function createOpenings(db: Kysely<Tables>): Openings {
  const change = (opening: Pick<Opening, 'serverId' | 'id'>) =>
    db.updateTable('openings').where((is) => is.and({ server_id: opening.serverId, id: opening.id }));

  return {
    open: async ({ serverId, id, by, reason, openedAt, endsAt }, lookAt) => {
      const row = { server_id: serverId, id, opened_by: by, reason, opened_at: openedAt, ends_at: endsAt };
      const added = await db
        .insertInto('openings')
        .values({ ...row, look_at: lookAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },

    current: async (serverId) => {
      const ofServer = db.selectFrom('openings').selectAll().where('server_id', '=', serverId);
      const row = await ofServer.where('closed_at', 'is', null).executeTakeFirst();
      return row && openingOf(row);
    },

    changeEnd: async (opening, endsAt, lookAt) => {
      const changed = change(opening).set({ ends_at: endsAt, look_at: lookAt }).where('closed_at', 'is', null);
      return (await changed.executeTakeFirst()).numUpdatedRows === 1n;
    },

    close: async (opening, at, by, lookAt) => {
      const closed = change(opening)
        .set((is) => ({
          closed_at: at,
          closed_by: by ?? null,
          look_at: lookAt,
          // Staff who did not hear of its beginning hear of its end.
          told_end: is.fn.coalesce('told_end', 'ends_at'),
        }))
        .where('closed_at', 'is', null);
      return (await closed.executeTakeFirst()).numUpdatedRows === 1n;
    },

    note: async ({ noticedEnd, toldEnd, toldCount, ...opening }, lookAt) => {
      const told = { noticed_end: noticedEnd ?? null, told_end: toldEnd ?? null, told_count: toldCount };
      await change(opening)
        .set({ ...told, look_at: lookAt ?? null })
        .execute();
    },

    ...createReads(db),
    ...createCameIn(db),
  };
}

function createReads(db: Kysely<Tables>): Pick<Openings, 'find' | 'latest' | 'due' | 'prune'> {
  return {
    find: async ({ serverId, id }) => {
      const row = await db
        .selectFrom('openings')
        .selectAll()
        .where((is) => is.and({ server_id: serverId, id }))
        .executeTakeFirst();
      return row && openingOf(row);
    },

    latest: async (serverId, limit) => {
      const rows = await db
        .selectFrom('openings')
        .selectAll()
        .where('server_id', '=', serverId)
        .orderBy('opened_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(openingOf);
    },

    due: async (now, limit) => {
      const rows = await dueRows(now, LOOKED_AT_EVERY, limit, ({ is, at, limit: most }) =>
        db.selectFrom('openings').selectAll().where('look_at', is, at).orderBy('look_at').limit(most).execute(),
      );
      return rows.map(openingOf);
    },

    prune: async (before) => {
      await db
        .deleteFrom('openings')
        .where('closed_at', '<', before)
        .where(({ not, exists, selectFrom }) => {
          const theirs = selectFrom('roster').select('roster.batch').whereRef('roster.batch', '=', 'openings.id');
          return not(exists(theirs.whereRef('roster.server_id', '=', 'openings.server_id')));
        })
        .execute();
    },
  };
}

/** Reads who is on the roster by an opening. */
function createCameIn(db: Kysely<Tables>): Pick<Openings, 'count' | 'members'> {
  return {
    count: async ({ serverId, id }) => {
      const { count } = await db
        .selectFrom('roster')
        .select(({ fn }) => fn.countAll().as('count'))
        .where((is) => is.and({ server_id: serverId, batch: id }))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    members: async ({ serverId, id }, limit) => {
      const rows = await db
        .selectFrom('roster')
        .select(['member_id', 'verified_at'])
        .where((is) => is.and({ server_id: serverId, batch: id }))
        .orderBy('verified_at')
        .orderBy('member_id')
        .limit(limit)
        .execute();
      return rows.map(({ member_id: memberId, verified_at: at }) => ({ memberId, at }));
    },
  };
}

const openingOf = (row: Selectable<OpeningsTable>): Opening => ({
  serverId: row.server_id,
  id: row.id,
  by: row.opened_by,
  reason: row.reason,
  openedAt: row.opened_at,
  endsAt: row.ends_at,
  ...(row.closed_at !== null && { closedAt: row.closed_at }),
  ...(row.closed_by !== null && { closedBy: row.closed_by }),
  ...(row.noticed_end !== null && { noticedEnd: row.noticed_end }),
  ...(row.told_end !== null && { toldEnd: row.told_end }),
  toldCount: row.told_count,
});
