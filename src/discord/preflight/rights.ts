import { PermissionFlagsBits, type PermissionsString } from 'discord.js';

/**
 * What members do for themselves. Whatever is not on this list is power over a server or over others: Discord's own list
 * (https://discord.com/developers/docs/topics/permissions) marks most of those as needing two-factor authentication, and its
 * role editor shows the rest under moderation. So is a bit that is newer than this list, until somebody has looked at it.
 */
const ordinary: readonly PermissionsString[] = [
  'CreateInstantInvite',
  'AddReactions',
  'Stream',
  'ViewChannel',
  'SendMessages',
  'SendTTSMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseExternalEmojis',
  'Connect',
  'Speak',
  'UseVAD',
  'ChangeNickname',
  'UseApplicationCommands',
  'RequestToSpeak',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'UseExternalStickers',
  'SendMessagesInThreads',
  'UseEmbeddedActivities',
  'UseSoundboard',
  'CreateGuildExpressions',
  'CreateEvents',
  'UseExternalSounds',
  'SendVoiceMessages',
  'SetVoiceChannelStatus',
  'SendPolls',
  'UseExternalApps',
];

const harmless = ordinary.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);

/** The part of some permissions that is power over the server or over others. */
export function powersIn(permissions: bigint): bigint {
  return permissions & ~harmless;
}

/** Powers that have a name in `setup.power`, the gravest first. */
export const namedPowers = [
  'Administrator',
  'ManageGuild',
  'ManageRoles',
  'ManageChannels',
  'ManageWebhooks',
  'BanMembers',
  'KickMembers',
  'ModerateMembers',
  'ManageMessages',
  'ManageThreads',
  'ManageNicknames',
  'ManageEvents',
  'ManageGuildExpressions',
  'MentionEveryone',
  'ViewAuditLog',
  'ViewGuildInsights',
  'ViewCreatorMonetizationAnalytics',
  'MuteMembers',
  'DeafenMembers',
  'MoveMembers',
  'PrioritySpeaker',
  'PinMessages',
  'BypassSlowmode',
] as const satisfies readonly PermissionsString[];

export type NamedPower = (typeof namedPowers)[number];

/** The names of powers; `unknown` stands for all that this version does not know. */
export function powerNames(powers: bigint): readonly (NamedPower | 'unknown')[] {
  const known = namedPowers.filter((name) => (powers & PermissionFlagsBits[name]) !== 0n);
  const left = known.reduce((bits, name) => bits & ~PermissionFlagsBits[name], powers);
  return left === 0n ? known : [...known, 'unknown'];
}
