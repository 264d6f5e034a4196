import type { Kysely, RawBuilder } from 'kysely';
import type { Ms } from '../clock.ts';
import type { Block, Blocks } from '../gate/ports.ts';
import { memberColumns, phoneColumns, phoneOf } from './columns.ts';
import { prepared, type Value } from './prepared.ts';
import type { BlocksTable, Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** Blocked numbers in the database, one row a number. A block that has expired counts as gone. */
export function createBlocks(db: Kysely<Tables>): Blocks {
  const standing = (now: Ms | RawBuilder<Ms>) =>
    db
      .selectFrom('blocks')
      .selectAll()
      .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '>', now)]));
  const findOne = prepared(db, (value: Value<{ serverId: string; phoneKey: string; now: Ms }>) =>
    standing(value(({ now }) => now))
      .where(
        'server_id',
        '=',
        value(({ serverId }) => serverId),
      )
      .where(
        'phone_key',
        '=',
        value(({ phoneKey }) => phoneKey),
      ),
  );

  return {
    put: (block) =>
      orUnavailable(async () => {
        const row = rowOf(block);
        await db
          .insertInto('blocks')
          .values(row)
          .onConflict((conflict) => conflict.columns(['server_id', 'phone_key']).doUpdateSet(row))
          .execute();
      }),

    find: (serverId, phoneKey, now) =>
      orUnavailable(async () => {
        const [row] = (await findOne({ serverId, phoneKey, now })).rows;
        return row && blockOf(row);
      }),

    ofMember: (who, now) =>
      orUnavailable(async () => {
        const rows = await standing(now)
          .where((is) => is.and(memberColumns(who)))
          .orderBy('blocked_at')
          .execute();
        return rows.map(blockOf);
      }),

    liftMember: (who, by) =>
      orUnavailable(async () => {
        const { numDeletedRows } = await db
          .deleteFrom('blocks')
          .where((is) => is.and(memberColumns(who)))
          .where((is) => is.and(by === undefined ? {} : { blocked_by: by }))
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),

    detach: (who) =>
      orUnavailable(async () => {
        await db
          .updateTable('blocks')
          .set({ member_id: null })
          .where((is) => is.and(memberColumns(who)))
          .execute();
      }),

    prune: (now) =>
      orUnavailable(async () => {
        await db.deleteFrom('blocks').where('blocked_until', '<=', now).execute();
      }),
  };
}

const rowOf = (block: Block): BlocksTable => ({
  server_id: block.serverId,
  member_id: block.memberId ?? null,
  ...phoneColumns(block),
  reason: block.reason,
  blocked_by: block.by,
  blocked_at: block.at,
  blocked_until: block.until ?? null,
});

const blockOf = (row: BlocksTable): Block => ({
  serverId: row.server_id,
  ...(row.member_id !== null && { memberId: row.member_id }),
  ...phoneOf(row),
  reason: row.reason,
  by: row.blocked_by,
  at: row.blocked_at,
  ...(row.blocked_until !== null && { until: row.blocked_until }),
});
