import type { Kysely } from 'kysely';
import { BY_BAN } from '../../gate/bans/bans.ts';
import type { BanReach } from '../../gate/ports.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import type { Tables } from '../sql/schema.ts';

/** Accounts that are asked about in one statement. Always as many, so that it is one statement that is kept prepared. */
const AT_ONCE = 200;

/** The members that a ban would reach, in the database. */
export function createBanReach(db: Kysely<Tables>, pseudonyms: Pseudonyms): BanReach {
  return {
    isAny: async (serverId) => {
      // The first at or after it: that is one step into an index, also where a server has nothing.
      const first = (table: 'server_settings' | 'roster' | 'past_numbers' | 'blocks') =>
        db
          .selectFrom(table)
          .select(({ fn }) => fn.min<string>('server_id').as('first'))
          .where('server_id', '>=', serverId);
      const { settings, ...kept } = await db
        .selectNoFrom([
          first('server_settings').as('settings'),
          first('roster').as('roster'),
          first('past_numbers').as('past'),
          first('blocks').as('blocks'),
        ])
        .executeTakeFirstOrThrow();
      return settings === serverId && Object.values(kept).includes(serverId);
    },

    among: async (serverId, memberIds) => {
      const found: string[] = [];
      for (let from = 0; from < memberIds.length; from += AT_ONCE) {
        const some = Array.from({ length: AT_ONCE }, (_, index) => memberIds[from + index] ?? '');
        found.push(...(await among(db, pseudonyms, serverId, some)));
      }
      return found;
    },

    banned: async (serverId) => {
      const rows = await db
        .selectFrom('blocks')
        .select('member_id')
        .distinct()
        .where('server_id', '=', serverId)
        .where('blocked_by', '=', BY_BAN)
        .where('member_id', 'is not', null)
        .execute();
      return rows.flatMap(({ member_id }) => member_id ?? []);
    },
  };
}

/** Those of some accounts that have a number, hold a block, or had a number of late. */
async function among(
  db: Kysely<Tables>,
  pseudonyms: Pseudonyms,
  serverId: string,
  memberIds: readonly string[],
): Promise<string[]> {
  const accounts = new Map(
    memberIds.flatMap((memberId) => pseudonyms.all({ serverId, memberId }).map((name) => [name, memberId])),
  );
  const named = (table: 'roster' | 'blocks') =>
    db
      .selectFrom(table)
      .select('member_id as account')
      .where('server_id', '=', serverId)
      .where('member_id', 'in', memberIds)
      .where('phone_key', 'is not', null);
  const found = await named('roster')
    .union(named('blocks'))
    .union(
      db
        .selectFrom('past_numbers')
        .select('pseudonym as account')
        .where('server_id', '=', serverId)
        .where('pseudonym', 'in', [...accounts.keys()]),
    )
    .execute();
  return [...new Set(found.flatMap(({ account }) => (account === null ? [] : (accounts.get(account) ?? account))))];
}
