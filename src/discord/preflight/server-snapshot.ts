import { type REST, Routes } from 'discord.js';
import { z } from 'zod';

export const Role = z.object({ id: z.string(), position: z.number(), managed: z.boolean(), permissions: z.string() });
const Bot = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) });
const Overwrite = z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() });
const Channel = z.object({ id: z.string(), permission_overwrites: z.array(Overwrite).default([]) });
const Server = z.object({ owner_id: z.string(), verification_level: z.number(), mfa_level: z.number().default(0) });

export type RoleSnapshot = z.infer<typeof Role>;
export type ChannelSnapshot = z.infer<typeof Channel>;

/** What is known of a server for judging roles: its roles and the bot's membership. */
export interface Standpoint {
  readonly serverId: string;
  readonly roles: readonly RoleSnapshot[];
  readonly bot: z.infer<typeof Bot>;
}

/** All that the checks of a whole setup look at. */
export interface ServerSnapshot extends Standpoint {
  readonly channels: readonly ChannelSnapshot[];
  /** Discord's own verification level: 0 to 4. */
  readonly verificationLevel: number;
  readonly ownerId: string;
  /** Whether moderators, bots included, need two-factor authentication. */
  readonly asksFor2fa: boolean;
}

/** Reads roles and the bot's membership over REST. Throws what Discord refuses. */
export async function readStandpoint(rest: REST, serverId: string, botId: string): Promise<Standpoint> {
  const [roles, bot] = await Promise.all([
    rest.get(Routes.guildRoles(serverId)),
    rest.get(Routes.guildMember(serverId, botId)),
  ]);
  return { serverId, roles: z.array(Role).parse(roles), bot: Bot.parse(bot) };
}

/** Reads the channels over REST, those that the bot does not see among them. Throws what Discord refuses. */
export async function readChannels(rest: REST, serverId: string): Promise<ChannelSnapshot[]> {
  return z.array(Channel).parse(await rest.get(Routes.guildChannels(serverId)));
}

/** Reads everything over REST. Throws what Discord refuses. */
export async function readSnapshot(rest: REST, serverId: string, botId: string): Promise<ServerSnapshot> {
  const [standpoint, channels, server] = await Promise.all([
    readStandpoint(rest, serverId, botId),
    readChannels(rest, serverId),
    rest.get(Routes.guild(serverId)),
  ]);
  const { owner_id, verification_level, mfa_level } = Server.parse(server);
  return {
    ...standpoint,
    channels,
    verificationLevel: verification_level,
    ownerId: owner_id,
    asksFor2fa: mfa_level > 0,
  };
}
