import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Roster, RosterEntry } from '../gate/ports.ts';
import type { Who } from '../otp/ports.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** The roster in the database. Every write is one statement, so that the database alone decides between parallel callers. */
export function createRoster(db: Kysely<Tables>): Roster {
  const find = async (who: Who): Promise<RosterEntry | undefined> => {
    const row = await db.selectFrom('roster').selectAll().where(isRowOf(who)).executeTakeFirst();
    if (!row) return undefined;
    return {
      serverId: row.server_id,
      memberId: row.member_id,
      phoneKey: row.phone_key,
      country: row.country,
      lastDigits: row.last_digits,
      verifiedAt: row.verified_at,
      ...(row.granted_at !== null && { grantedAt: row.granted_at }),
    };
  };

  return {
    find: (who) => orUnavailable(() => find(who)),

    admit: (entry) =>
      orUnavailable(async () => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('roster')
          .values({
            server_id: entry.serverId,
            member_id: entry.memberId,
            phone_key: entry.phoneKey,
            country: entry.country,
            last_digits: entry.lastDigits,
            verified_at: entry.verifiedAt,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 1n) return { is: 'admitted' };
        return (await find(entry)) ? { is: 'alreadyVerified' } : { is: 'numberTaken' };
      }),

    claimGrant: (who, now, claimLife) =>
      orUnavailable(async () => {
        const { numUpdatedRows } = await db
          .updateTable('roster')
          .set({ grant_claimed_at: now })
          .where(isRowOf(who))
          .where('granted_at', 'is', null)
          .where((is) => is.or([is('grant_claimed_at', 'is', null), is('grant_claimed_at', '<', now - claimLife)]))
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    markGranted: (who, now) =>
      orUnavailable(async () => {
        await db.updateTable('roster').set({ granted_at: now, grant_claimed_at: null }).where(isRowOf(who)).execute();
      }),

    markOwed: (who, grantedAt) =>
      orUnavailable(async () => {
        await db
          .updateTable('roster')
          .set({ granted_at: null, grant_claimed_at: null })
          .where(isRowOf(who))
          .where((is) => is.and(grantedAt === undefined ? {} : { granted_at: grantedAt }))
          .execute();
      }),
  };
}

const isRowOf =
  ({ serverId, memberId }: Who) =>
  (is: ExpressionBuilder<Tables, 'roster'>) =>
    is.and({ server_id: serverId, member_id: memberId });
