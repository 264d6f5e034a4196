import type { REST } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import { byId } from '../../gate/bulk/ids-in-text.ts';
import { type BulkParts, type SeenAccount, type Sight, STEP } from '../../gate/bulk/parts.ts';
import { isAbsence, isMemberGone } from '../rest/errors.ts';
import { type ListedMember, MEMBERS_A_PAGE, pageOfMembers, readMember } from '../rest/member-list.ts';

/**
 * Looks at the members of a run whose turn it is: a page of the server's list, where Discord lists members to the bot; otherwise some of them,
 * one by one. Never throws for what Discord says.
 * @param lists whether the bot has the members intent
 */
export function createBulkSight(rest: REST, lists: boolean, clock: Clock): BulkParts['sight'] {
  async function byList(serverId: string, ids: readonly string[]): Promise<Sight> {
    const [first = '1'] = ids;
    const at = clock.now();
    const page = await pageOfMembers(rest, serverId, String(BigInt(first) - 1n));
    const last = page.at(-1)?.memberId;
    const isAll = page.length < MEMBERS_A_PAGE || last === undefined;
    const covered = isAll ? ids : ids.filter((id) => byId(id, last) <= 0);
    return { is: 'seen', covered, seen: new Map(page.map((member) => [member.memberId, seenOf(member, at)])) };
  }

  async function oneByOne(serverId: string, ids: readonly string[]): Promise<Sight> {
    const covered = ids.slice(0, STEP);
    const seen = new Map<string, SeenAccount>();
    for (const id of covered) {
      try {
        const at = clock.now();
        seen.set(id, seenOf(await readMember(rest, serverId, id), at));
      } catch (error) {
        if (!isMemberGone(error)) throw error;
      }
    }
    return { is: 'seen', covered, seen };
  }

  return async (serverId, waiting) => {
    const ids = waiting.map(({ memberId }) => memberId);
    try {
      return await (lists ? byList : oneByOne)(serverId, ids);
    } catch (error) {
      return { is: 'refused', obstacle: isAbsence(error) ? 'notInServer' : 'discordUnavailable' };
    }
  };
}

const seenOf = ({ roles, pending, bypasses, bot }: ListedMember, at: Ms): SeenAccount => ({
  ...{ at, roles, pending, bypasses, bot },
});
