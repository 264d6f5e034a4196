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
  const answersCommand = message.source?.name !== undefined;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: answersCommand ? 20 : 0,
    author: userJson(author),
    content: message.content,
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: componentsJson(message),
    attachments: looseFiles(message).map((attachment) => attachmentJson(attachment, message)),
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...(message.source ? sourceJson(message.source, message, world) : {}),
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
