import { PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { type InviteSnapshot, type OnboardingSnapshot, readWaysIn } from './ways-in.ts';

/** Whose role a managed one is. `guild_connections` stands for members who connected accounts elsewhere, and holds nothing; so does `premium_subscriber`. */
const Tags = z.object({
  bot_id: z.string().exactOptional(),
  integration_id: z.string().exactOptional(),
  subscription_listing_id: z.string().exactOptional(),
  premium_subscriber: z.null().exactOptional(),
  guild_connections: z.null().exactOptional(),
});
export const Role = z.object({
  id: z.string(),
  name: z.string().exactOptional(),
  position: z.number(),
  managed: z.boolean(),
  permissions: z.string(),
  tags: Tags.exactOptional(),
});
const Bot = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) });
const Overwrite = z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() });
const Channel = z.object({
  id: z.string(),
  name: z.string().exactOptional(),
  type: z.number().exactOptional(),
  position: z.number().exactOptional(),
  parent_id: z.string().nullable().exactOptional(),
  permission_overwrites: z.array(Overwrite).default([]),
});
const Id = z.string().nullable().default(null);
const Server = z.object({
  owner_id: z.string(),
  verification_level: z.number(),
  mfa_level: z.number().default(0),
  features: z.array(z.string()).default([]),
  rules_channel_id: Id,
  public_updates_channel_id: Id,
  safety_alerts_channel_id: Id,
  system_channel_id: Id,
});

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
  /** Channels that Discord itself leads newcomers to, or shows its own news in. */
  readonly landmarks?: Landmarks;
  /** Where it is switched on. */
  readonly onboarding?: OnboardingSnapshot;
  /** Invites that give roles to those who join by them; undefined where the bot may not look. */
  readonly invites?: readonly InviteSnapshot[];
}

export interface Landmarks {
  /** The rules, Discord's updates for moderators, its safety alerts. */
  readonly community: readonly string[];
  /** Where Discord says who has joined. */
  readonly system?: string;
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
  const { owner_id, verification_level, mfa_level, features, ...places } = Server.parse(server);
  const { onboarding, invites } = await readWaysIn(rest, {
    serverId,
    features,
    mayReadInvites: mayReadInvites(standpoint),
  });
  const { rules_channel_id, public_updates_channel_id, safety_alerts_channel_id, system_channel_id } = places;
  const community = [rules_channel_id, public_updates_channel_id, safety_alerts_channel_id];
  return {
    ...standpoint,
    channels,
    verificationLevel: verification_level,
    ownerId: owner_id,
    asksFor2fa: mfa_level > 0,
    landmarks: {
      community: community.filter((id) => id !== null),
      ...(system_channel_id !== null && { system: system_channel_id }),
    },
    ...(onboarding && { onboarding }),
    ...(invites && { invites }),
  };
}

function mayReadInvites({ serverId, roles, bot }: Standpoint): boolean {
  const { Administrator, ManageGuild } = PermissionFlagsBits;
  const own = roles.filter(({ id }) => id === serverId || bot.roles.includes(id));
  return own.some(({ permissions }) => (BigInt(permissions) & (Administrator | ManageGuild)) !== 0n);
}
