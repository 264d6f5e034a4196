import type { REST } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { IdList } from '../../gate/bulk/ids-in-text.ts';
import type { BulkRuns, Standing } from '../../gate/bulk/runs.ts';
import { type ListedMember, memberPages } from '../rest/member-list.ts';

/** Whom the staff want to verify. */
export type Choice =
  | { readonly is: 'role'; readonly roleId: string }
  /** Who joined before an instant. */
  | { readonly is: 'joined'; readonly before: Ms }
  | { readonly is: 'file'; readonly list: IdList };

/** How many there are of them, and who is to be verified. */
export interface Counted {
  /** In the order of ids. */
  readonly memberIds: readonly string[];
  /** Of these: who has the role already, and who has rules to accept first. Undefined where nobody could look. */
  readonly have?: number;
  readonly pending?: number;
  /** Of the others: */
  readonly already: number;
  readonly blocked: readonly string[];
  /** Whose verification the staff have ended: they pass by a number, or are approved one by one. */
  readonly revoked: readonly string[];
  readonly bots: number;
  readonly absent: number;
}

export interface CountingParts {
  readonly rest: REST;
  readonly bulkRuns: Pick<BulkRuns, 'standing'>;
}

/** As many ids are looked for at once. */
const AT_ONCE = 1000;

/**
 * Counts before anything is done. Throws what Discord refuses, and `StoreUnavailable`.
 * @param given the roles that success gives
 * @param lists whether the bot has the members intent; without it only a list of ids can be counted, by what is stored
 */
export async function countBulk(
  { rest, bulkRuns }: CountingParts,
  {
    serverId,
    choice,
    given,
    lists,
    now,
  }: { serverId: string; choice: Choice; given: readonly string[]; lists: boolean; now: Ms },
): Promise<Counted> {
  if (!lists) return countStored(bulkRuns, serverId, choice.is === 'file' ? choice.list.ids : [], now);
  const isMeant = chooser(choice);
  const sums = { have: 0, pending: 0, already: 0, bots: 0 };
  const sorted = createSorted();
  let meant = 0;
  for await (const page of memberPages(rest, serverId)) {
    const members = page.filter(isMeant);
    meant += members.length;
    const people = members.filter(({ bot }) => !bot);
    sums.bots += members.length - people.length;
    const free = new Set(sorted.add(people.map(idOf), await bulkRuns.standing(serverId, people.map(idOf), now)));
    const left = people.filter(({ memberId }) => free.has(memberId));
    sums.have += left.filter(({ roles }) => given.every((id) => roles.includes(id))).length;
    sums.pending += left.filter(({ pending }) => pending).length;
  }
  const absent = choice.is === 'file' ? choice.list.ids.length - meant : 0;
  return { ...sums, ...sorted.all, absent };
}

const idOf = ({ memberId }: ListedMember) => memberId;

function chooser(choice: Choice): (member: ListedMember) => boolean {
  switch (choice.is) {
    case 'role':
      return ({ roles }) => roles.includes(choice.roleId);
    case 'joined':
      return ({ joinedAt }) => joinedAt !== undefined && joinedAt < choice.before;
    case 'file': {
      const ids = new Set(choice.list.ids);
      return ({ memberId }) => ids.has(memberId);
    }
  }
}

/** People by where they stand, in the order in which they come. */
function createSorted() {
  const all = { memberIds: [] as string[], already: 0, blocked: [] as string[], revoked: [] as string[] };
  return {
    all,
    /** @returns those of them who are to be verified */
    add(ids: readonly string[], { verified, blocked, revoked }: Standing): string[] {
      const others = ids.filter((id) => !verified.has(id));
      const left = others.filter((id) => !blocked.has(id) && !revoked.has(id));
      all.already += ids.length - others.length;
      all.blocked.push(...others.filter((id) => blocked.has(id)));
      all.revoked.push(...others.filter((id) => !blocked.has(id) && revoked.has(id)));
      all.memberIds.push(...left);
      return left;
    },
  };
}

/** What is stored of accounts; whether they are on the server nobody has looked. */
async function countStored(bulkRuns: Pick<BulkRuns, 'standing'>, serverId: string, ids: readonly string[], now: Ms) {
  const sorted = createSorted();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    sorted.add(some, await bulkRuns.standing(serverId, some, now));
  }
  return { ...sorted.all, bots: 0, absent: 0 };
}
