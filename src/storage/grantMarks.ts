import type { Ms } from '../clock.ts';
import type { Roster } from '../gate/ports.ts';
import type { Who } from '../otp/ports.ts';
import { memberColumns, memberValues, whoOf } from './columns.ts';
import type { Database } from './database.ts';
import { prepared, type Value } from './prepared.ts';
import { orUnavailable } from './unavailable.ts';

type GrantMarks = Pick<Roster, 'claimGrant' | 'markGranted' | 'markOwed' | 'dueGrants' | 'retryServer'>;

/** What the roster knows of each member's role: owed, being given, given, or to be tried again. */
export function createGrantMarks({ quick: db, relaxed }: Pick<Database, 'quick' | 'relaxed'>): GrantMarks {
  // A claim or a mark that a power cut took makes the role be given twice, which Discord takes for once.
  const claim = prepared(relaxed, (value: Value<Who & { readonly now: Ms; readonly claimLife: Ms }>) => {
    const tooLong = value(({ now, claimLife }) => now - claimLife);
    return relaxed
      .updateTable('roster')
      .set({ grant_claimed_at: value(({ now }) => now) })
      .where((is) => is.and(memberValues(value)))
      .where('granted_at', 'is', null)
      .where((is) => is.or([is('grant_claimed_at', 'is', null), is('grant_claimed_at', '<', tooLong)]));
  });
  const grant = prepared(relaxed, (value: Value<Who & { readonly now: Ms }>) =>
    relaxed
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
