import { Permission } from '../../world/bits.ts';
import type { Interaction } from '../../world/interactions.ts';
import { permissionsOf, permissionsOfEveryone } from '../../world/permissions.ts';
import type { Channel, Guild, Id, Json, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { guildJson } from '../json/guilds.ts';
import { interactionChannelJson, messageJson } from '../json/messages.ts';
import { memberJson, userJson } from '../json/users.ts';

/** Where a person is: a channel, and its server unless it is a direct message. */
export interface Place {
  readonly channel: Channel;
  readonly guild: Guild | undefined;
}

/** An interaction as the gateway sends it, in the server or in the bot's direct messages. */
export function interactionJson(world: World, interaction: Interaction, user: User, place: Place, data: Json): Json {
  const { channel, guild } = place;
  const permissions = guild ? permissionsOf(guild, user.id, channel) : 0n;
  const message = world.messages.get(interaction.messageId ?? '');
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: interactionChannelJson(channel.id, permissions, world),
    app_permissions: (guild ? botPermissions(guild, channel, world) : 0n).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    attachment_size_limit: 10_485_760,
    context: guild ? 0 : 1,
    ...(message ? { message: messageJson(message, world) } : {}),
    ...(guild ? inServer(guild, user.id, permissions, world) : { user: userJson(user) }),
  };
}

/** Of a bot that is not in the server: what everyone may, and what answers may carry anywhere (discord-api-docs, issue 5316). */
function botPermissions(guild: Guild, channel: Channel, { application: { botId } }: World): bigint {
  if (guild.members.has(botId)) return permissionsOf(guild, botId, channel);
  return permissionsOfEveryone(guild, channel) | Permission.AttachFiles | Permission.EmbedLinks;
}

function inServer(guild: Guild, userId: Id, permissions: bigint, { users }: World): Json {
  const member = guild.members.get(userId);
  if (!member) throw new Error(`${userId} is not a member of ${guild.name}.`);
  return {
    guild_id: guild.id,
    guild_locale: guild.locale,
    guild: { id: guild.id, locale: guild.locale, features: guildJson(guild).features },
    member: { ...memberJson(member, users), permissions: permissions.toString(), unusual_dm_activity_until: null },
  };
}
