import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Ms } from '../../../clock.ts';
import { REMINDED_BEFORE } from '../../../gate/endings/ending.ts';
import type { ListRow, ListSpan, ListTime, MemberList, StoredState } from '../../../gate/list/member-list.ts';
import type { Database } from '../../database.ts';
import type { Tables } from '../../sql/schema.ts';
import { endColumn, endingBy } from '../endings/lists.ts';

/** Members by where they stand, read along indexes: a page costs the same wherever it is in the list. */
export function createMemberList({ patient: db }: Pick<Database, 'patient'>): MemberList {
  return {
    page: async (serverId, state, span) => {
      const rows = await pageOf(db, serverId, state, span);
      return span.before ? rows.reverse() : rows;
    },
    count: (serverId, state, time) => countOf(db, serverId, state, time),
  };
}

async function pageOf(db: Kysely<Tables>, serverId: string, state: StoredState, span: ListSpan): Promise<ListRow[]> {
  if (state === 'blocked') {
    const rows = await within(blocked(db, serverId, span.now), sql.ref('blocked_at'), span)
      .select(['member_id', 'blocked_at', 'blocked_by'])
      .execute();
    return rows.flatMap(({ member_id, blocked_at, blocked_by }) =>
      member_id === null ? [] : [{ memberId: member_id, at: blocked_at, by: blocked_by }],
    );
  }
  if (state === 'requests') {
    const query = db.selectFrom('help_requests').where('server_id', '=', serverId);
    const rows = await within(query, sql.ref('asked_at'), span).select(['member_id', 'asked_at']).execute();
    return rows.map(({ member_id, asked_at }) => ({ memberId: member_id, at: asked_at }));
  }
  const end: RawBuilder<Ms | null> = state === 'ending' ? endColumn(span.endsAfter) : sql<Ms | null>`null`;
  const order = state === 'ending' ? endColumn(span.endsAfter) : sql.ref<Ms>('verified_at');
  const rows = await within(onRoster(db, serverId, state, span), order, span, state === 'ending' ? 'asc' : 'desc')
    .select(['member_id', 'verified_at', 'how', 'granted_at', 'country', 'approved_by', end.as('end_at')])
    .execute();
  return rows.map(({ member_id, verified_at, how, granted_at, country, approved_by, end_at }) => ({
    memberId: member_id,
    at: verified_at,
    how,
    hasRole: granted_at !== null,
    ...(country !== null && { country }),
    ...(approved_by !== null && { by: approved_by }),
    ...(end_at !== null && { endsAt: Number(end_at) }),
  }));
}

async function countOf(db: Kysely<Tables>, serverId: string, state: StoredState, time: ListTime): Promise<number> {
  const count = sql<number>`count(*)`.as('count');
  const query =
    state === 'blocked'
      ? blocked(db, serverId, time.now).select(count)
      : state === 'requests'
        ? db.selectFrom('help_requests').where('server_id', '=', serverId).select(count)
        : onRoster(db, serverId, state, time).select(count);
  return Number((await query.executeTakeFirstOrThrow()).count);
}

const blocked = (db: Kysely<Tables>, serverId: string, now: Ms) =>
  db
    .selectFrom('blocks')
    .where('server_id', '=', serverId)
    .where('member_id', 'is not', null)
    .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '>', now)]));

function onRoster(
  db: Kysely<Tables>,
  serverId: string,
  state: Exclude<StoredState, 'blocked' | 'requests'>,
  { now, endsAfter }: ListTime,
) {
  const all = db.selectFrom('roster').where('roster.server_id', '=', serverId);
  switch (state) {
    case 'verified':
      return all;
    case 'owed':
      return all.where('granted_at', 'is', null);
    case 'ending':
      return endingBy(db, serverId, endsAfter, now + REMINDED_BEFORE);
    case 'shared':
      return all
        .where('phone_key', 'in', (eb) =>
          // Of those who hold a number together, all but one have a further place; as a literal, so that the index of these few is found.
          eb
            .selectFrom('roster as further')
            .select('further.phone_key')
            .where('further.server_id', '=', serverId)
            .where('further.phone_key', 'is not', null)
            .where(sql<boolean>`further.place > 1`),
        )
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('roster as other')
              .select('other.member_id')
              .whereRef('other.server_id', '=', 'roster.server_id')
              .whereRef('other.phone_key', '=', 'roster.phone_key')
              .whereRef('other.member_id', '!=', 'roster.member_id'),
          ),
        );
    default:
      // As a literal, so that the index of the few without a number is found.
      return all.where('how', '=', state).where(sql<boolean>`how <> 'number'`);
  }
}

/** The rows next to a place in the order of a list; before a place the other way around, so that those next to it are found. */
function within<Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  at: RawBuilder<Ms>,
  { after, before, limit }: ListSpan,
  order: 'asc' | 'desc' = 'desc',
) {
  const place = after ?? before;
  const back = order === 'asc' ? 'desc' : 'asc';
  const direction = before ? back : order;
  const sign = direction === 'asc' ? sql`>` : sql`<`;
  const id = sql.ref<string>('member_id');
  const beyond = place && sql<boolean>`(${at}, ${id}) ${sign} (${place.at}, ${place.memberId})`;
  return (beyond ? query.where(beyond) : query).orderBy(at, direction).orderBy(id, direction).limit(limit);
}
