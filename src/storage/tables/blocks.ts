import { type Kysely, type Selectable, sql } from 'kysely';
import { AGREED, type Ms } from '../../clock.ts';
import { BY_BAN } from '../../gate/bans/bans.ts';
import type { Block, Blocks } from '../../gate/ports.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import type { BlockAccounts } from '../sql/block-accounts.ts';
import { memberColumns, phoneColumns, phoneOf } from '../sql/columns.ts';
import type { BlocksTable, Tables } from '../sql/schema.ts';

/** Stands for the staff in the place of a banned account's pseudonym. It sorts before every one. */
const STAFF = '';
/** The same for a ban that a version without pseudonyms made. */
const BEFORE = 'before';

/** Those that hold longest first; of two without an end the staff's. */
const longestFirst = sql<boolean>`blocked_until is not null, blocked_until desc, holder`;

/**
 * Blocked numbers in the database: of each number at most one block of the staff, and one for every account with it that was banned. A block
 * that has expired counts as gone. One of an account whose data is deleted at the same time stands without it.
 */
export function createBlocks(db: Kysely<Tables>, pseudonyms: Pseudonyms, accounts: BlockAccounts): Blocks {
  return {
    put: async (block) => {
      const row = { ...rowOf(block), member_id: accounts.column(block), holder: STAFF };
      const add = db
        .insertInto('blocks')
        .values(row)
        .onConflict((conflict) => conflict.columns(['server_id', 'phone_key', 'holder']).doUpdateSet(row));
      await accounts.standing(block, () => add.execute());
    },

    ...createBanBlocks(db, pseudonyms, accounts),
    ...createBlockReads(db),

    liftMember: async (who) => {
      const theirs = db
        .selectFrom('blocks as theirs')
        .select('theirs.phone_key')
        .where('theirs.server_id', '=', who.serverId)
        .where('theirs.member_id', '=', who.memberId);
      const lifted = await db
        .deleteFrom('blocks')
        .where('server_id', '=', who.serverId)
        .where('phone_key', 'in', theirs)
        .returning('phone_key')
        .execute();
      return new Set(lifted.map(({ phone_key }) => phone_key)).size;
    },

    attach: accounts.attach,
    detach: async (who) => void (await accounts.detach(who)),

    prune: async (now) => {
      await db.deleteFrom('blocks').where('blocked_until', '<=', now).execute();
      // One from the future was put by a clock that was ahead: it holds for as long as it was meant to, from now on.
      await db
        .updateTable('blocks')
        .set({ blocked_at: now, blocked_until: sql`blocked_until - blocked_at + ${now}` })
        .where('blocked_until', '>', now + AGREED)
        .where('blocked_at', '>', now + AGREED)
        .execute();
    },
  };
}

/** What blocks a number, or the numbers of a member, at an instant. */
function createBlockReads(db: Kysely<Tables>): Pick<Blocks, 'find' | 'ofMember' | 'allOfMember'> {
  const all: Blocks['allOfMember'] = async (who, now) => {
    const rows = await standing(db, now)
      .where((is) => is.and(memberColumns(who)))
      .execute();
    return rows.map(blockOf);
  };

  return {
    find: async (serverId, phoneKey, now) => {
      const ofNumber = standing(db, now).where('server_id', '=', serverId).where('phone_key', '=', phoneKey);
      const row = await ofNumber.limit(1).executeTakeFirst();
      return row && blockOf(row);
    },

    async ofMember(who, now) {
      const one = new Map<string, Block>();
      for (const block of await all(who, now)) if (!one.has(block.phoneKey)) one.set(block.phoneKey, block);
      return [...one.values()].sort((a, b) => a.at - b.at);
    },

    allOfMember: all,
  };
}

/** The blocks that bans make, one for each account with the number. */
function createBanBlocks(
  db: Kysely<Tables>,
  pseudonyms: Pseudonyms,
  accounts: BlockAccounts,
): Pick<Blocks, 'ban' | 'unban'> {
  return {
    ban: async (who, phone, { reason, at }) => {
      const holder = pseudonyms.of(who);
      const adopted = await db
        .updateTable('blocks')
        .set({ holder })
        .where((is) => is.and({ ...memberColumns(who), phone_key: phone.phoneKey }))
        .where('holder', 'in', [BEFORE, ...pseudonyms.all(who)])
        .executeTakeFirst();
      if (adopted.numUpdatedRows > 0n) return false;
      const row = { ...rowOf({ ...who, ...phone, reason, by: BY_BAN, at }), member_id: accounts.column(who), holder };
      const add = db
        .insertInto('blocks')
        .values(row)
        .onConflict((conflict) => conflict.doNothing());
      const added = await accounts.standing({ ...who, ...phone }, () => add.executeTakeFirst());
      return added.numInsertedOrUpdatedRows === 1n;
    },

    unban: async (who) => {
      const lifted = await db
        .deleteFrom('blocks')
        .where('server_id', '=', who.serverId)
        .where('blocked_by', '=', BY_BAN)
        .where((is) =>
          is.or([is('holder', 'in', pseudonyms.all(who)), is.and({ member_id: who.memberId, holder: BEFORE })]),
        )
        .returning('phone_key')
        .execute();
      return lifted.map(({ phone_key }) => phone_key);
    },
  };
}

/** Blocks that hold at an instant. */
const standing = (db: Kysely<Tables>, now: Ms) =>
  db
    .selectFrom('blocks')
    .selectAll()
    .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '>', now)]))
    .orderBy(longestFirst);

const rowOf = (block: Block): Omit<BlocksTable, 'holder'> => ({
  server_id: block.serverId,
  member_id: block.memberId ?? null,
  ...phoneColumns(block),
  reason: block.reason,
  blocked_by: block.by,
  blocked_at: block.at,
  blocked_until: block.until ?? null,
});

const blockOf = (row: Selectable<BlocksTable>): Block => ({
  serverId: row.server_id,
  ...(row.member_id !== null && { memberId: row.member_id }),
  ...phoneOf(row),
  reason: row.reason,
  by: row.blocked_by,
  at: row.blocked_at,
  ...(row.blocked_until !== null && { until: row.blocked_until }),
});
