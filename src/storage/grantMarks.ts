import type { Kysely } from 'kysely';
import type { Roster } from '../gate/ports.ts';
import { memberColumns, whoOf } from './columns.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

type GrantMarks = Pick<Roster, 'claimGrant' | 'markGranted' | 'markOwed' | 'dueGrants' | 'retryServer'>;

/** What the roster knows of each member's role: owed, being given, given, or to be tried again. */
export function createGrantMarks(db: Kysely<Tables>): GrantMarks {
  return {
    claimGrant: (who, now, claimLife) =>
      orUnavailable(async () => {
        const { numUpdatedRows } = await db
          .updateTable('roster')
          .set({ grant_claimed_at: now })
          .where((is) => is.and(memberColumns(who)))
          .where('granted_at', 'is', null)
          .where((is) => is.or([is('grant_claimed_at', 'is', null), is('grant_claimed_at', '<', now - claimLife)]))
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    markGranted: (who, now) =>
      orUnavailable(async () => {
        await db
          .updateTable('roster')
          .set({ granted_at: now, grant_claimed_at: null, retry_at: null, tries: 0 })
          .where((is) => is.and(memberColumns(who)))
          .execute();
      }),

    markOwed: (who, grantedAt, retry) =>
      orUnavailable(async () => {
        await db
          .updateTable('roster')
          .set({ granted_at: null, grant_claimed_at: null, retry_at: retry?.at ?? null, tries: retry?.tries ?? 0 })
          .where((is) => is.and(memberColumns(who)))
          .where((is) => is.and(grantedAt === undefined ? {} : { granted_at: grantedAt }))
          .execute();
      }),

    dueGrants: (now, limit) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('roster')
          .select(['server_id', 'member_id', 'tries'])
          .where('granted_at', 'is', null)
          .where('retry_at', '<=', now)
          .orderBy('retry_at')
          .limit(limit)
          .execute();
        return rows.map((row) => ({ ...whoOf(row), tries: row.tries }));
      }),

    retryServer: (serverId, now) =>
      orUnavailable(async () => {
        await db
          .updateTable('roster')
          .set({ retry_at: now })
          .where('server_id', '=', serverId)
          .where('granted_at', 'is', null)
          .execute();
      }),
  };
}
