import { memberKey, type Who } from '../../base/member-ref.ts';
import type { ShownMember } from '../../gate/newcomers/duty.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { Brake } from '../brake/brake.ts';
import type { Prompts } from './prompts.ts';
import type { Unverified } from './unverified.ts';

/** How many are remembered who have rules to accept, and how many who wait for their role. Those who are forgotten are found by the sweep. */
const MOST = 5_000;

export interface ArrivalsParts {
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly unverified: Pick<Unverified, 'settle'>;
  readonly prompts: Pick<Prompts, 'ask'>;
  readonly inNameOf: Brake['inNameOf'];
  readonly onError: (error: unknown) => void;
}

export type Arrivals = ReturnType<typeof createArrivals>;

/**
 * Welcomes new members who are not verified, once they have accepted the rules: with the role of the unverified, and a prompt. One role at a
 * time on each server, so that in a raid the grants of members who verify stand behind one request of these, and not behind a thousand.
 */
export function createArrivals({ settings, unverified, prompts, inNameOf, onError }: ArrivalsParts) {
  const pending = new Set<string>();
  const waiting = new Map<string, Map<string, ShownMember>>();
  const working = new Map<string, Promise<void>>();
  let isOver = false;

  async function work(serverId: string, queue: Map<string, ShownMember>): Promise<void> {
    for (const [memberId, member] of queue) {
      if (isOver) return;
      queue.delete(memberId);
      await inNameOf(serverId, () => unverified.settle({ serverId, memberId }, member, true)).catch(onError);
    }
  }

  function begin(serverId: string, queue: Map<string, ShownMember>): void {
    if (working.has(serverId)) return;
    const run = work(serverId, queue).finally(() => {
      working.delete(serverId);
      if (queue.size > 0 && !isOver) begin(serverId, queue);
      else waiting.delete(serverId);
    });
    working.set(serverId, run);
  }

  async function welcome(who: Who, member: ShownMember): Promise<void> {
    const server = await settings.load(who.serverId);
    if (member.isBot || !server) return;
    if (server.unverifiedRoleId !== undefined) {
      const queue = waiting.get(who.serverId) ?? new Map<string, ShownMember>();
      waiting.set(who.serverId, queue);
      if (queue.size < MOST) queue.set(who.memberId, member);
      begin(who.serverId, queue);
    }
    if (server.joinPrompt !== undefined) await prompts.ask(who, member);
  }

  return {
    /** Somebody has joined who is not verified. */
    async joined(who: Who, member: ShownMember): Promise<void> {
      if (!member.pending) return welcome(who, member);
      const [first] = pending;
      if (first !== undefined && pending.size >= MOST) pending.delete(first);
      pending.add(memberKey(who));
    },

    /** A member is not what they were: they may have accepted the rules. */
    async changed(who: Who, member: ShownMember): Promise<void> {
      const queue = waiting.get(who.serverId);
      if (queue?.has(who.memberId)) queue.set(who.memberId, member);
      if (!member.pending && pending.delete(memberKey(who))) await welcome(who, member);
    },

    /** Somebody has left: Discord is not asked about them any more. */
    left(who: Who): void {
      pending.delete(memberKey(who));
      waiting.get(who.serverId)?.delete(who.memberId);
    },

    /** Waits for what is underway; those who still wait for their role are found by the sweep. */
    async stop(): Promise<void> {
      isOver = true;
      await Promise.all(working.values());
    },
  };
}
