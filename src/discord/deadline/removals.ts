import type { REST } from 'discord.js';
import type { DeadlineAct, Span } from '../../gate/deadline.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { HelpRequests, Roster } from '../../gate/ports.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import { type AttemptsParts, createAttempts } from './attempts.ts';
import { createRemover } from './members.ts';

interface Due {
  readonly acts: readonly DeadlineAct[];
  readonly open: readonly Span[];
}

interface RemovalParts extends AttemptsParts {
  readonly rest: REST;
  readonly roster: Roster;
  readonly requests: HelpRequests;
  readonly record: Recorder;
}

/** Removes members who did not verify in time. */
export function createRemovals({ rest, roster, requests, record, ...parts }: RemovalParts) {
  const attempts = createAttempts(parts);
  const remove = createRemover(rest);

  /**
   * Who is to be removed; somebody who waits for the staff's answer is not, nor somebody who was turned away and had no day since.
   * @param due what is to be done, and when the server's gate was open
   */
  async function removalsIn(serverId: string, server: OpenGate, due: Due): Promise<string[]> {
    const { acts, open } = due;
    const removals: string[] = [];
    for (const { is, memberId } of acts) {
      if (is === 'remove' && !(await requests.ofMember({ serverId, memberId }))) removals.push(memberId);
    }
    const putOff = await attempts.putOff(serverId, server, removals, open);
    return removals.filter((memberId) => !putOff.has(memberId));
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
      await record({ serverId, memberId, what: 'removed', ...(by !== undefined && { by }) });
    }
    return { count, stopped: false };
  }

  return { removalsIn, removeAll };
}
