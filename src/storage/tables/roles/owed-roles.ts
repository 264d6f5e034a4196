import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Who } from '../../../base/member-ref.ts';
import { AGREED, type Ms } from '../../../clock.ts';
import type { GrantClaim, Roster } from '../../../gate/ports.ts';
import { LONGEST_RETRY } from '../../../gate/roles/retries.ts';
import type { Database } from '../../database.ts';
import { idsOf, idsText, memberColumns, memberValues, whoOf } from '../../sql/columns.ts';
import { dueRows } from '../../sql/due.ts';
import { prepared, type Value } from '../../sql/prepared.ts';
import type { Tables } from '../../sql/schema.ts';

type GrantMarks = Pick<
  Roster,
  | 'claimGrant'
  | 'renewClaim'
  | 'markGranted'
  | 'markOwed'
  | 'dropClaim'
  | 'owe'
  | 'rememberTaken'
  | 'forgetLineKinds'
  | 'dueGrants'
  | 'retryServer'
>;

type Claiming = Who & GrantClaim;
type Holding = Who & { readonly claim: string };

/** What the roster knows of each member's role: owed, being given, given, or to be tried again. */
export function createGrantMarks({
  quick,
  relaxed,
  patient,
}: Pick<Database, 'quick' | 'relaxed' | 'patient'>): GrantMarks {
  // A claim or a mark that a power cut took makes the role be given twice, which Discord takes for once. What is taken from
  // a member is another thing: nobody could tell afterwards that they had it.
  const [claimQuickly, claimDurably] = [claimsIn(relaxed), claimsIn(quick)];

  const grant = grantIn(relaxed);

  return {
    claimGrant: async (who, claim) => {
      const claims = claim.take.length > 0 ? claimDurably : claimQuickly;
      const run = claim.by ? claims.byRules : claims.byNone;
      const [row] = (await run({ ...who, ...claim })).rows;
      return row && { given: idsOf(row.given_role_ids), taken: idsOf(row.taken_role_ids) };
    },

    renewClaim: async (who, claim, now) => {
      const mine = { ...memberColumns(who), grant_claim: claim };
      const renewed = relaxed.updateTable('roster').set({ grant_claimed_at: now });
      return changed(await renewed.where((is) => is.and(mine)).executeTakeFirst());
    },

    markGranted: async (who, claim, now, given) => (await grant({ ...who, claim, now, given })).changes === 1,

    markOwed: async (who, claim, retry) => {
      const owed = { granted_at: null, retry_at: retry?.at ?? null, tries: retry?.tries ?? 0 };
      const mine = { ...memberColumns(who), grant_claim: claim };
      const marked = quick.updateTable('roster').set({ ...owed, ...free });
      return changed(await marked.where((is) => is.and(mine)).executeTakeFirst());
    },

    dropClaim: async (who, claim) => {
      const mine = { ...memberColumns(who), grant_claim: claim };
      await quick
        .updateTable('roster')
        .set(free)
        .where((is) => is.and(mine))
        .execute();
    },

    forgetLineKinds: async (kept) => {
      const known = patient.updateTable('roster').set({ line_kind: null }).where('line_kind', 'is not', null);
      await (kept.length > 0 ? known.where('server_id', 'not in', kept) : known).execute();
    },

    ...createDebts(quick),
  };
}

const claimsIn = (db: Kysely<Tables>) => ({ byRules: claimIn(db, true), byNone: claimIn(db, false) });

/** Claims the giving of a role where nobody else holds it. @param isRuled only of the number that the rules were asked by */
const claimIn = (db: Kysely<Tables>, isRuled: boolean) =>
  prepared(db, (value: Value<Claiming>) => {
    const tooLong = value(({ at, life }) => at - life);
    // Its holder's clock was ahead, and nobody can tell when it was renewed.
    const ahead = value(({ at }) => at + AGREED);
    return db
      .updateTable('roster')
      .set({
        grant_claim: value(({ id }) => id),
        grant_claimed_at: value(({ at }) => at),
        given_role_ids: withMore(
          'given_role_ids',
          value(({ give }) => idsText(give)),
        ),
        taken_role_ids: withMore(
          'taken_role_ids',
          value(({ take }) => idsText(take)),
        ),
      })
      .where((is) => is.and(memberValues(value)))
      .where((is) => is.and(isRuled ? sameTraits(value) : []))
      .where(
        sql<number>`CASE WHEN granted_at IS NULL THEN 0 ELSE 1 END`,
        '=',
        value(({ held }) => (held ? 1 : 0)),
      )
      .where((is) =>
        is.or([
          is('grant_claimed_at', 'is', null),
          is('grant_claimed_at', '<', tooLong),
          is('grant_claimed_at', '>', ahead),
        ]),
      )
      .returning(['given_role_ids', 'taken_role_ids']);
  });

const sameTraits = (value: Value<Claiming>) => [
  sql<boolean>`coalesce(country, '') = ${value(({ by }) => by?.country ?? '')}`,
  sql<boolean>`coalesce(line_kind, '') = ${value(({ by }) => by?.lineKind ?? '')}`,
];

/** Writes down that a role was given, by the one who holds the claim. */
const grantIn = (db: Kysely<Tables>) =>
  prepared(db, (value: Value<Holding & { readonly now: Ms; readonly given: readonly string[] }>) =>
    db
      .updateTable('roster')
      .set({
        granted_at: sql<number>`coalesce(granted_at, ${value(({ now }) => now)})`,
        grant_claim: null,
        grant_claimed_at: null,
        given_role_ids: value(({ given }) => idsText(given)),
        retry_at: null,
        tries: 0,
      })
      .where((is) => is.and({ ...memberValues(value), grant_claim: value(({ claim }) => claim) })),
  );

const free = { grant_claim: null, grant_claimed_at: null };
const changed = ({ numUpdatedRows }: { readonly numUpdatedRows: bigint }) => numUpdatedRows === 1n;

/** What is owed, and when it is tried again. */
function createDebts(db: Kysely<Tables>): Pick<GrantMarks, 'owe' | 'rememberTaken' | 'dueGrants' | 'retryServer'> {
  return {
    owe: async (who, { at, tries }, grantedAt) => {
      await db
        .updateTable('roster')
        .set({ granted_at: null, retry_at: at, tries, ...free })
        .where((is) => is.and(memberColumns(who)))
        .where((is) => is.and(grantedAt === undefined ? {} : { granted_at: grantedAt }))
        .execute();
    },

    rememberTaken: async (who, roleId) => {
      await db
        .updateTable('roster')
        .set({ taken_role_ids: withMore('taken_role_ids', sql`${roleId}`) })
        .where((is) => is.and(memberColumns(who)))
        .execute();
    },

    dueGrants: async (now, limit) => {
      const rows = await dueRows(now, LONGEST_RETRY, limit, ({ is, at, limit: most }) =>
        db
          .selectFrom('roster')
          .select(['server_id', 'member_id', 'tries'])
          .where('granted_at', 'is', null)
          .where('retry_at', is, at)
          .orderBy('retry_at')
          .limit(most)
          .execute(),
      );
      return rows.map((row) => ({ ...whoOf(row), tries: row.tries }));
    },

    retryServer: async (serverId, now) => {
      await db
        .updateTable('roster')
        .set({ retry_at: now })
        .where('server_id', '=', serverId)
        .where('granted_at', 'is', null)
        .execute();
    },
  };
}

/** A column of ids with more of them. One that it ends with already is not added, so that trying again does not make it longer. */
function withMore(column: 'given_role_ids' | 'taken_role_ids', more: RawBuilder<string>): RawBuilder<string | null> {
  const [before, added] = [sql.ref<string | null>(column), sql`CAST(${more} AS text)`];
  return sql`CASE WHEN ${added} = '' THEN ${before} WHEN ${before} IS NULL OR ${before} = '' THEN ${added}
    WHEN ' ' || ${before} LIKE '% ' || ${added} THEN ${before} ELSE ${before} || ' ' || ${added} END`;
}
