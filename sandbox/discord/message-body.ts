import { MessageFlag } from '../world/bits.ts';
import { ComponentType, isJson, jsonList } from '../world/components.ts';
import { fileReferences } from '../world/files.ts';
import type { MessageContent } from '../world/messages.ts';
import type { Attachment, Json, Message } from '../world/types.ts';
import { storedComponents } from './json/components.ts';
import { storedEmbeds } from './json/embeds.ts';
import { fieldError, refusals } from './refusals.ts';

const VOICE_MESSAGE = 1 << 13;
const SETTABLE =
  MessageFlag.SuppressEmbeds | MessageFlag.SuppressNotifications | MessageFlag.ComponentsV2 | MessageFlag.Ephemeral;

/** The content of a new message. Refuses an empty one (50006) and mixtures of old and new components (50035). */
export function newContent(body: Json, attachments: Attachment[]): MessageContent {
  if (isJson(body.poll)) throw refusals.gap('a poll');
  if (Number(body.flags ?? 0) & VOICE_MESSAGE) throw refusals.gap('a voice message');
  const content: MessageContent = {
    flags: Number(body.flags ?? 0) & SETTABLE,
    content: String(body.content ?? ''),
    embeds: storedEmbeds(jsonList(body.embeds)),
    components: storedComponents(jsonList(body.components)),
    attachments,
  };
  mustBeSound(content);
  return content;
}

/** What an edit changes of `message`: the fields it names; null empties. Components V2 can be switched on, never off. */
export function editedContent(message: Message, body: Json, attachments: Attachment[]): Partial<MessageContent> {
  const asked = body.flags === undefined || body.flags === null ? 0 : Number(body.flags);
  const kept = message.flags & (MessageFlag.Ephemeral | MessageFlag.ComponentsV2);
  const changes: Partial<MessageContent> = {
    flags: kept | (asked & (MessageFlag.SuppressEmbeds | MessageFlag.ComponentsV2)),
    ...('content' in body ? { content: String(body.content ?? '') } : {}),
    ...('embeds' in body ? { embeds: storedEmbeds(jsonList(body.embeds)) } : {}),
    ...('components' in body ? { components: storedComponents(jsonList(body.components)) } : {}),
    ...(attachments.length > 0 || 'attachments' in body
      ? { attachments: [...keptAttachments(message, body), ...attachments] }
      : {}),
  };
  mustBeSound({ ...message, ...changes });
  return changes;
}

/** An edit that lists attachments keeps those it lists; one that does not keeps all. */
function keptAttachments(message: Message, body: Json): Attachment[] {
  if (!('attachments' in body)) return message.attachments;
  const listed = new Set(jsonList(body.attachments).map((attachment) => attachment.id));
  return message.attachments.filter((attachment) => listed.has(attachment.id));
}

function mustBeSound({ flags, content, embeds, components, attachments }: MessageContent): void {
  const isV2 = (flags & MessageFlag.ComponentsV2) !== 0;
  const needsV2 = components.some((component) => component.type !== ComponentType.ActionRow);
  if (isV2 && content !== '') throw refusals.invalidForm(fieldError(['content'], ...LEGACY_FIELD));
  if (isV2 && embeds.length > 0) throw refusals.invalidForm(fieldError(['embeds'], ...LEGACY_FIELD));
  if (needsV2 && !isV2) throw refusals.invalidForm(fieldError(['components'], ...NEEDS_FLAG));
  const isEmpty = content.trim() === '' && embeds.length === 0 && components.length === 0 && attachments.length === 0;
  if (isEmpty) throw refusals.emptyMessage();
  const names = new Set(attachments.map((attachment) => attachment.filename));
  const lost = fileReferences({ components, embeds }).find((reference) => !names.has(reference.name));
  if (!lost) return;
  const words = `The referenced attachment ("attachment://${lost.name}") was not found`;
  throw refusals.invalidForm(fieldError(lost.at, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', words));
}

const LEGACY_FIELD = [
  'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  'The `content` and `embeds` fields cannot be used when using MessageFlags.IS_COMPONENTS_V2',
] as const;
const NEEDS_FLAG = [
  'UNION_TYPE_CHOICES',
  'Value of field "type" must be one of (1,) without MessageFlags.IS_COMPONENTS_V2.',
] as const;
