import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Ms } from '../../../clock.ts';
import { type EndingRule, MONTH } from '../../../gate/endings/ending.ts';
import type { Endings } from '../../../gate/endings/store.ts';
import { whoOf } from '../../sql/columns.ts';
import type { Tables } from '../../sql/schema.ts';
import { entryOf } from '../roster.ts';

/** Who ends, and when. */
export function createEndingLists(db: Kysely<Tables>): Pick<Endings, 'unnoticed' | 'noticedBefore' | 'count' | 'list'> {
  return {
    unnoticed: async (serverId, rule, at, limit) => {
      const rows = await withoutNotice(db, serverId, rule, at).orderBy('verified_at').limit(limit).execute();
      return rows.map(entryOf);
    },

    noticedBefore: async (serverId, rule, before, limit) => {
      // A notice of an ending that is none any more would be found each time, in the place of others.
      const rows = await endingBy(db, serverId, rule, before)
        .selectAll()
        .where('warned_at', '>=', endColumn(rule))
        .where('warned_at', '<=', before)
        .orderBy('warned_at')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },

    count: async (serverId, rule, until) => {
      const of = async (at: Ms) => {
        const rows = endingBy(db, serverId, rule, at).select(({ fn }) => fn.countAll<number>().as('count'));
        return Number((await rows.executeTakeFirstOrThrow()).count);
      };
      return { ending: await of(until), inAll: await of(Number.MAX_SAFE_INTEGER) };
    },

    list: async (serverId, rule, until, { limit, offset }) => {
      const end = endColumn(rule);
      const rows = await endingBy(db, serverId, rule, until)
        .select(['server_id', 'member_id', 'verified_at', end.as('end_at')])
        .orderBy(end)
        .orderBy('member_id')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => ({ ...whoOf(row), verifiedAt: row.verified_at, end: Number(row.end_at) }));
    },
  };
}

/** The rows of a server that end at an instant or before: those asked, and those by number whose time is over by then. */
export function endingBy(db: Kysely<Tables>, serverId: string, rule: EndingRule | undefined, until: Ms) {
  return db
    .selectFrom('roster')
    .where('server_id', '=', serverId)
    .where(({ eb, or, and }) => {
      const asked = eb('ends_at', '<=', until);
      if (!rule || rule.since > until) return asked;
      const isByNumber = and([eb('ends_at', 'is', null), eb('phone_key', 'is not', null)]);
      return or([asked, and([isByNumber, eb('verified_at', '<=', until - lengthOf(rule))])]);
    });
}

/** Those of them who have not had the notice that is due at `now`, as `endingAct` says it. */
function withoutNotice(
  db: Kysely<Tables>,
  serverId: string,
  rule: EndingRule | undefined,
  { now, until }: { readonly now: Ms; readonly until: Ms },
) {
  const end = endColumn(rule);
  return endingBy(db, serverId, rule, until)
    .selectAll()
    .where(({ eb, or, and }) => {
      const unwarned = or([eb('warned_at', 'is', null), eb('warned_at', '<', end), eb('warned_at', '>', now)]);
      const sooner = sql<Ms>`${end} - ${sql.lit(until - now)}`;
      const unreminded = or([
        eb('reminded_at', 'is', null),
        eb('reminded_at', '<', sooner),
        eb('reminded_at', '>', now),
      ]);
      return or([and([eb(end, '<=', now), unwarned]), and([eb(end, '>', now), unreminded])]);
    });
}

const lengthOf = ({ months }: EndingRule) => Math.round(months * MONTH);

/** Until when a row's verification holds, as `endOf` says it. */
export function endColumn(rule: EndingRule | undefined): RawBuilder<Ms> {
  if (!rule) return sql<Ms>`ends_at`;
  const byRule = sql<Ms>`verified_at + ${sql.lit(lengthOf(rule))}`;
  const since = sql.lit(rule.since);
  return sql<Ms>`coalesce(ends_at, case when ${byRule} > ${since} then ${byRule} else ${since} end)`;
}
