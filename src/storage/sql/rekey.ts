import type { Kysely, Selectable } from 'kysely';
import type { Rekey } from '../../gate/roster/admission.ts';
import type { BlockAccounts } from './block-accounts.ts';
import type { NumberTable } from './catalogue.ts';
import type { BlocksTable, Tables } from './schema.ts';
import { isDuplicate } from './unavailable.ts';

/**
 * Brings what a server keeps of a number under another key. Where it is kept under several keys, because one was lost and found again,
 * all of it ends under the one, in whatever order and however many processes do so at once: every row moves by itself, to a place that
 * is free. Blocks first: a process that looks in between finds a number blocked or taken, never free.
 * @param accounts puts the accounts of blocks with them, but for those whose data is deleted at the same time
 */
export function createRekey(db: Kysely<Tables>, accounts: BlockAccounts): Rekey {
  return async (serverId, from, to) => {
    const keys = from.filter((key) => key !== to);
    if (keys.length === 0) return;
    for (const move of Object.values(moves)) await move(db, serverId, keys, to, accounts);
  };
}

type Move = (
  db: Kysely<Tables>,
  serverId: string,
  from: readonly string[],
  to: string,
  accounts: BlockAccounts,
) => Promise<void>;

/** How each table that has numbers brings them under another key, blocks first. */
const moves = {
  blocks: moveBlocks,
  roster: moveHolders,
  proofs: renaming('proofs'),
  help_requests: renaming('help_requests'),
} as const satisfies Record<NumberTable, Move>;

/** Where any number of rows may have the same number. */
function renaming(table: 'proofs' | 'help_requests'): Move {
  return async (db, serverId, from, to) => {
    await db
      .updateTable(table)
      .set({ phone_key: to })
      .where('server_id', '=', serverId)
      .where('phone_key', 'in', from)
      .execute();
  };
}

/** Of two blocks of one kind the one that holds longer stays. */
async function moveBlocks(...[db, serverId, from, to, accounts]: Parameters<Move>): Promise<void> {
  const ofServer = (keys: readonly string[]) =>
    db.selectFrom('blocks').selectAll().where('server_id', '=', serverId).where('phone_key', 'in', keys).execute();
  for (const row of await ofServer(from)) {
    const known = (await ofServer([to])).find(({ holder }) => holder === row.holder);
    if (!known || endOf(row) > endOf(known)) {
      const account = { serverId, ...(row.member_id !== null && { memberId: row.member_id }) };
      const moved = { ...row, phone_key: to, member_id: accounts.column(account) };
      const add = db
        .insertInto('blocks')
        .values(moved)
        .onConflict((conflict) => conflict.columns(['server_id', 'phone_key', 'holder']).doUpdateSet(moved));
      await accounts.standing({ ...account, phoneKey: to }, () => add.execute());
    }
    await db
      .deleteFrom('blocks')
      .where((is) => is.and({ server_id: serverId, phone_key: row.phone_key, holder: row.holder }))
      .execute();
  }
}

const endOf = ({ blocked_until }: Selectable<BlocksTable>) => blocked_until ?? Number.POSITIVE_INFINITY;

/** Every holder keeps the number, also where more hold it then than may: each goes to the first place that nobody has. */
async function moveHolders(db: Kysely<Tables>, serverId: string, from: readonly string[], to: string): Promise<void> {
  const rows = await db
    .selectFrom('roster')
    .select(['member_id', 'phone_key'])
    .where('server_id', '=', serverId)
    .where('phone_key', 'in', from)
    .orderBy('place')
    .execute();
  for (const { member_id, phone_key } of rows) {
    const row = { server_id: serverId, member_id, phone_key };
    const find = db.selectFrom('roster').select('place');
    const isStillThere = () => find.where((is) => is.and(row)).executeTakeFirst();
    for (let place = 1; await isStillThere(); place++) {
      await db
        .updateTable('roster')
        .set({ phone_key: to, place })
        .where((is) => is.and(row))
        .where(({ not, exists, selectFrom }) => {
          const other = selectFrom('roster as other').select('other.place').where('other.server_id', '=', serverId);
          return not(exists(other.where('other.phone_key', '=', to).where('other.place', '=', place)));
        })
        .execute()
        .catch((error: unknown) => {
          // Another process has just taken this place: the next one is tried.
          if (!isDuplicate(error)) throw error;
        });
    }
  }
}
