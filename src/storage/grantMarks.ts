import type { Kysely } from 'kysely';
import type { Ms } from '../clock.ts';
import type { Roster } from '../gate/ports.ts';
import type { Who } from '../otp/ports.ts';
import { memberColumns, memberValues, whoOf } from './columns.ts';
import { prepared, type Value } from './prepared.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

type GrantMarks = Pick<Roster, 'claimGrant' | 'markGranted' | 'markOwed' | 'dueGrants' | 'retryServer'>;

/** What the roster knows of each member's role: owed, being given, given, or to be tried again. */
export function createGrantMarks(db: Kysely<Tables>): GrantMarks {
  const claim = prepared(db, (value: Value<Who & { readonly now: Ms; readonly claimLife: Ms }>) => {
    const tooLong = value(({ now, claimLife }) => now - claimLife);
    return db
      .updateTable('roster')
      .set({ grant_claimed_at: value(({ now }) => now) })
      .where((is) => is.and(memberValues(value)))
      .where('granted_at', 'is', null)
      .where((is) => is.or([is('grant_claimed_at', 'is', null), is('grant_claimed_at', '<', tooLong)]));
  });
  const grant = prepared(db, (value: Value<Who & { readonly now: Ms }>) =>
    db
      .updateTable('roster')
      .set({ granted_at: value(({ now }) => now), grant_claimed_at: null, retry_at: null, tries: 0 })
      .where((is) => is.and(memberValues(value))),
  );

  return {
    claimGrant: (who, now, claimLife) =>
      orUnavailable(async () => (await claim({ ...who, now, claimLife })).changes === 1),
    markGranted: (who, now) => orUnavailable(async () => void (await grant({ ...who, now }))),

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
