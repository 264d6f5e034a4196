import { MessageFlag } from '../../world/bits.ts';
import { looseFiles } from '../../world/files.ts';
import type { Attachment, Json, Message, MessageSource } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { channelJson } from './guilds.ts';
import { componentsJson, fileUrl, proxied } from './media.ts';
import { userJson } from './users.ts';

/** A message as REST and gateway give it. */
export function messageJson(message: Message, world: World): Json {
  const author = world.users.get(message.authorId);
  if (!author) throw new Error(`Message ${message.id} has no author.`);
  const { mentions, webhook, nonce } = message;
  // A thread that was started from a message has its id.
  const thread = world.channel(message.id);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.source?.name !== undefined ? 20 : message.type,
    author: webhook ? webhookUserJson(webhook) : userJson(author),
    content: message.content,
    embeds: message.embeds,
    components: componentsJson(message),
    attachments: looseFiles(message).map((attachment) => attachmentJson(attachment, message)),
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    mentions: mentions.users.flatMap((id) => world.users.get(id) ?? []).map(userJson),
    mention_roles: [...mentions.roles],
    mention_everyone: mentions.everyone,
    pinned: message.pinnedAt !== null,
    tts: message.tts,
    ...(nonce === undefined ? {} : { nonce }),
    ...(webhook ? { webhook_id: webhook.id } : {}),
    ...(message.reactions.size > 0 ? { reactions: reactionsJson(message, world.application.botId) } : {}),
    ...(thread ? { thread: channelJson(thread, world.users) } : {}),
    ...(message.reference ? referenceJson(message.reference, message, world) : {}),
    ...(message.source ? sourceJson(message.source, message, world) : {}),
  };
}

/** A message with the one it answers, unless that one is gone; but not with what that one answers. */
function referenceJson(reference: NonNullable<Message['reference']>, message: Message, world: World): Json {
  const guildId = world.channel(reference.channelId)?.guildId;
  const place = guildId === undefined ? {} : { guild_id: guildId };
  const message_reference = { type: 0, message_id: reference.messageId, channel_id: reference.channelId, ...place };
  if (message.type !== REPLY) return { message_reference };
  const answered = world.messages.get(reference.messageId);
  if (!answered) return { message_reference, referenced_message: null };
  const { referenced_message: _, ...json } = messageJson(answered, world);
  return { message_reference, referenced_message: json };
}

const REPLY = 19;

function reactionsJson({ reactions }: Message, botId: string): Json[] {
  return [...reactions.values()].map(({ emoji, users }) => ({
    emoji,
    count: users.size,
    count_details: { burst: 0, normal: users.size },
    burst_colors: [],
    me_burst: false,
    burst_me: false,
    me: users.has(botId),
    burst_count: 0,
  }));
}

/** Who writes through a webhook: nobody with an account. */
function webhookUserJson({ id, name }: NonNullable<Message['webhook']>): Json {
  return {
    id,
    username: name,
    discriminator: '0000',
    global_name: null,
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    collectibles: null,
    primary_guild: null,
    flags: 0,
    public_flags: 0,
    bot: true,
  };
}

/** The channel an interaction was used in, with what the person may do there. */
export function interactionChannelJson(channelId: string, permissions: bigint, world: World): Json {
  const channel = world.channel(channelId);
  if (!channel) throw new Error(`The sandbox has no channel ${channelId}.`);
  return { ...channelJson(channel, world.users), permissions: permissions.toString() };
}

function sourceJson(source: MessageSource, message: Message, world: World): Json {
  const guildId = world.channel(message.channelId)?.guildId;
  const owners = { 0: guildId ?? '0' };
  return {
    application_id: world.application.id,
    webhook_id: world.application.id,
    interaction_metadata: metadataJson(source, owners, world),
  };
}

function metadataJson(source: MessageSource, owners: Json, world: World): Json {
  const user = world.users.get(source.userId);
  const target = world.users.get(source.targetId ?? '');
  return {
    id: source.id,
    type: source.type,
    authorizing_integration_owners: owners,
    ...(user ? { user: userJson(user) } : {}),
    ...(target ? { target_user: userJson(target) } : {}),
    ...(source.messageId ? { interacted_message_id: source.messageId } : {}),
    ...(source.trigger ? { triggering_interaction_metadata: metadataJson(source.trigger, owners, world) } : {}),
  };
}

function attachmentJson(attachment: Attachment, message: Message): Json {
  const url = fileUrl(message, attachment);
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    content_type: attachment.contentType,
    url,
    proxy_url: proxied(url),
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
    ...(message.flags & MessageFlag.Ephemeral ? { ephemeral: true } : {}),
  };
}
