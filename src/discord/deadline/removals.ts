import type { REST } from 'discord.js';
import type { DeadlineAct } from '../../gate/deadline.ts';
import type { Chronicle } from '../../gate/journal/chronicle.ts';
import type { HelpRequests, Roster } from '../../gate/ports.ts';
import { createRemover } from './members.ts';

interface RemovalParts {
  readonly rest: REST;
  readonly roster: Roster;
  readonly requests: HelpRequests;
  readonly chronicle: Chronicle;
}

/** Removes members who did not verify in time. */
export function createRemovals({ rest, roster, requests, chronicle }: RemovalParts) {
  const remove = createRemover(rest);

  /** Who is to be removed; somebody who waits for the staff's answer is not. */
  async function removalsIn(serverId: string, acts: readonly DeadlineAct[]): Promise<string[]> {
    const removals: string[] = [];
    for (const { is, memberId } of acts) {
      if (is === 'remove' && !(await requests.ofMember({ serverId, memberId }))) removals.push(memberId);
    }
    return removals;
  }

  /** Removes one after another, until Discord does not let us. */
  async function removeAll(serverId: string, memberIds: readonly string[], days: number, by?: string) {
    let count = 0;
    for (const memberId of memberIds) {
      // They may have verified in this very minute.
      if (await roster.find({ serverId, memberId })) continue;
      const removal = await remove(serverId, memberId, `Not verified within ${days} days`);
      if (removal === 'refused' || removal === 'unavailable') return { count, stopped: true };
      if (removal === 'gone') continue;
      count += 1;
      await chronicle({ serverId, memberId, what: 'removed', ...(by !== undefined && { by }) });
    }
    return { count, stopped: false };
  }

  return { removalsIn, removeAll };
}
