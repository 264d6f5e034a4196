import { type Client, Events, GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord.js';
import { z } from 'zod';
import { memberKey, type Who } from '../../base/member-ref.ts';
import type { SeenMember } from '../../gate/roles/role-keeper.ts';
import { createQueue } from '../../otp/queue.ts';

const Told = z.object({
  guild_id: z.string(),
  user: z.object({ id: z.string() }),
  // Of members alone.
  roles: z.array(z.string()).default([]),
  pending: z.boolean().default(false),
});

export interface MemberEvents {
  /** With the `moderation` intent. */
  readonly banned: (who: Who) => Promise<void>;
  readonly unbanned: (who: Who) => Promise<void>;
  /** With the `members` intent. */
  readonly joined: (who: Who, seen: SeenMember) => Promise<unknown>;
  readonly changed: (who: Who, seen: SeenMember) => Promise<unknown>;
}

/**
 * Tells which servers each new session names: what happened there before it, Discord does not tell any more. A session that is
 * resumed names none, and misses nothing.
 * @returns stops listening
 */
export function listenToSessions(client: Client, begun: (serverIds: readonly string[]) => void): () => void {
  function hear(packet: GatewayDispatchPayload | null): void {
    if (packet?.t === GatewayDispatchEvents.Ready) begun(packet.d.guilds.map(({ id }) => id));
  }
  // In front of `forgetServers`, which empties that list.
  client.prependListener(Events.Raw, hear);
  return () => void client.off(Events.Raw, hear);
}

/**
 * Listens to raw dispatches, so that discord.js need not know a server or keep its members. What is told of one member is
 * dealt with in the order it was told.
 * @param inTurn orders it, by server and member, also with what others do in it
 * @returns stops listening, and waits for what is underway
 */
export function listenToMembers(
  client: Client,
  { banned, unbanned, joined, changed }: MemberEvents,
  onError: (error: unknown) => void,
  inTurn = createQueue(),
): () => Promise<void> {
  const reactions = new Map<GatewayDispatchEvents, (who: Who, seen: SeenMember) => Promise<unknown>>([
    [GatewayDispatchEvents.GuildBanAdd, banned],
    [GatewayDispatchEvents.GuildBanRemove, unbanned],
    [GatewayDispatchEvents.GuildMemberAdd, joined],
    [GatewayDispatchEvents.GuildMemberUpdate, changed],
  ]);
  const underway = new Set<Promise<unknown>>();

  function hear(packet: GatewayDispatchPayload | null): void {
    const react = packet && reactions.get(packet.t);
    // Most packets are interactions: nothing is read of what nobody waits for.
    const told = react && Told.safeParse(packet.d).data;
    if (!told) return;
    const who = { serverId: told.guild_id, memberId: told.user.id };
    const { roles, pending } = told;
    const work = inTurn(memberKey(who), () => react(who, { roles, pending }))
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
