import { type Client, Events, GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord.js';
import { z } from 'zod';
import { memberKey, type Who } from '../../base/member-ref.ts';
import type { ShownMember } from '../../gate/newcomers/duty.ts';
import { createQueue } from '../../otp/queue.ts';
import { Listed } from '../newcomers/listing.ts';

const Told = z.object({ guild_id: z.string(), user: z.object({ id: z.string() }) });

export interface MemberEvents {
  /** With the `moderation` intent. */
  readonly banned: (who: Who) => Promise<void>;
  readonly unbanned: (who: Who) => Promise<void>;
  /** With the `members` intent. */
  readonly joined: (who: Who, seen: ShownMember) => Promise<unknown>;
  readonly changed: (who: Who, seen: ShownMember) => Promise<unknown>;
  readonly left: (who: Who) => Promise<unknown>;
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
  { banned, unbanned, joined, changed, left }: MemberEvents,
  onError: (error: unknown) => void,
  inTurn = createQueue(),
): () => Promise<void> {
  const reactions = new Map<GatewayDispatchEvents, (who: Who, seen: ShownMember) => Promise<unknown>>([
    [GatewayDispatchEvents.GuildBanAdd, banned],
    [GatewayDispatchEvents.GuildBanRemove, unbanned],
    [GatewayDispatchEvents.GuildMemberAdd, joined],
    [GatewayDispatchEvents.GuildMemberUpdate, changed],
    [GatewayDispatchEvents.GuildMemberRemove, left],
  ]);
  const underway = new Set<Promise<unknown>>();

  function hear(packet: GatewayDispatchPayload | null): void {
    const react = packet && reactions.get(packet.t);
    // Most packets are interactions: nothing is read of what nobody waits for.
    const told = react && Told.safeParse(packet.d).data;
    // Of members alone there is more than who they are.
    const seen = told && Listed.safeParse(packet.d).data;
    if (!seen) return;
    const who = { serverId: told.guild_id, memberId: told.user.id };
    const work = inTurn(memberKey(who), () => react(who, seen))
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
