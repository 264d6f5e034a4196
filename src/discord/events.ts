import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../otp/ports.ts';
import { createQueue } from '../otp/queue.ts';

const Packet = z.object({ t: z.string(), d: z.object({ guild_id: z.string(), user: z.object({ id: z.string() }) }) });

export interface MemberEvents {
  /** With the `moderation` intent. */
  readonly banned: (who: Who) => Promise<void>;
  readonly unbanned: (who: Who) => Promise<void>;
  /** With the `members` intent. */
  readonly joined: (who: Who) => Promise<unknown>;
}

/**
 * Listens to raw dispatches, so that discord.js need not know a server or keep its members. What is told of one member is
 * dealt with in the order it was told.
 * @returns stops listening, and waits for what is underway
 */
export function listenToMembers(
  client: Client,
  { banned, unbanned, joined }: MemberEvents,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const reactions = new Map<string, (who: Who) => Promise<unknown>>([
    [GatewayDispatchEvents.GuildBanAdd, banned],
    [GatewayDispatchEvents.GuildBanRemove, unbanned],
    [GatewayDispatchEvents.GuildMemberAdd, joined],
  ]);
  const inTurn = createQueue();
  const underway = new Set<Promise<unknown>>();

  function hear(packet: unknown): void {
    const told = Packet.safeParse(packet).data;
    const react = told && reactions.get(told.t);
    if (!react) return;
    const who = { serverId: told.d.guild_id, memberId: told.d.user.id };
    const work = inTurn(`${who.serverId}:${who.memberId}`, () => react(who))
      .catch(onError)
      .finally(() => underway.delete(work));
    underway.add(work);
  }

  client.on(Events.Raw, hear);
  return async () => {
    client.off(Events.Raw, hear);
    await Promise.all(underway);
  };
}
