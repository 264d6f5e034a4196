import { type ListRow, placeOf } from '../../gate/list/member-list.ts';
import { type ListedMember, memberPages, pageOfMembers } from '../rest/member-list.ts';
import type { ListSteps } from './parts.ts';
import type { Place } from './place.ts';

/** Rows on a page. */
export const PAGE = 10;
/** Requests that are made for a page of who has not verified, where nearly everybody has. */
const MOST_LOOKS = 10;

/** A page of a list. */
export interface Listed {
  readonly rows: readonly ListRow[];
  /** How many there are in all, where that is known. */
  readonly count?: number;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

type Reading = Pick<ListSteps, 'memberList' | 'bulkRuns' | 'settings' | 'rest' | 'clock'>;

/** Reads a page. Throws `StoreUnavailable`, and what Discord refuses where it is asked. */
export async function readPage(parts: Reading, serverId: string, { state, way, cursor }: Place): Promise<Listed> {
  if (state === 'unverified') return unverified(parts, serverId, cursor?.memberId ?? '0');
  const time = await timeOf(parts, serverId);
  const span = { ...time, limit: PAGE + 1, ...(way && cursor && { [way]: cursor }) };
  const [found, count] = await Promise.all([
    parts.memberList.page(serverId, state, span),
    parts.memberList.count(serverId, state, time),
  ]);
  const isMore = found.length > PAGE;
  if (way === 'before') return { rows: found.slice(-PAGE), count, hasNewer: isMore, hasOlder: true };
  return { rows: found.slice(0, PAGE), count, hasNewer: cursor !== undefined, hasOlder: isMore };
}

const timeOf = async ({ settings, clock }: Pick<Reading, 'settings' | 'clock'>, serverId: string) => ({
  now: clock.now(),
  endsAfter: (await settings.load(serverId))?.endsAfter,
});

/** Members who are not on the roster, in the order of their ids: Discord lists all of them, a thousand at a time. */
async function unverified({ rest, bulkRuns, clock }: Reading, serverId: string, from: string): Promise<Listed> {
  const rows: ListRow[] = [];
  let after = from;
  let isMore = true;
  for (let looks = 0; isMore && rows.length <= PAGE && looks < MOST_LOOKS; looks++) {
    const page = await pageOfMembers(rest, serverId, after);
    rows.push(...(await withoutVerified({ bulkRuns, clock }, serverId, page)));
    isMore = page.length > 0;
    after = page.at(-1)?.memberId ?? after;
  }
  return { rows: rows.slice(0, PAGE), hasNewer: from !== '0', hasOlder: rows.length > PAGE || isMore };
}

async function withoutVerified(
  { bulkRuns, clock }: Pick<Reading, 'bulkRuns' | 'clock'>,
  serverId: string,
  page: readonly ListedMember[],
): Promise<ListRow[]> {
  const people = page.filter(({ bot }) => !bot);
  const ids = people.map(({ memberId }) => memberId);
  const { verified } = await bulkRuns.standing(serverId, ids, clock.now());
  return people
    .filter(({ memberId }) => !verified.has(memberId))
    .map(({ memberId, joinedAt }) => ({ memberId, at: joinedAt ?? 0 }));
}

/** As many rows are written into a file. */
export const MOST_EXPORTED = 100_000;
const EXPORTED_AT_ONCE = 5_000;

/** All of a list, some at a time. As `readPage`. */
export async function* readAll(
  parts: Reading,
  serverId: string,
  state: Place['state'],
): AsyncGenerator<readonly ListRow[]> {
  if (state === 'unverified') {
    for await (const page of memberPages(parts.rest, serverId)) yield withoutVerified(parts, serverId, page);
    return;
  }
  const time = await timeOf(parts, serverId);
  for (let last: ListRow | undefined; ; ) {
    const span = { ...time, limit: EXPORTED_AT_ONCE, ...(last && { after: placeOf(last) }) };
    const rows = await parts.memberList.page(serverId, state, span);
    yield rows;
    last = rows.at(-1);
    if (!last || rows.length < EXPORTED_AT_ONCE) return;
  }
}
