import { ComponentType, isJson, jsonList } from '../../world/components.ts';
import { fileNameIn } from '../../world/files.ts';
import type { Attachment, Json, Message } from '../../world/types.ts';

/** Where Discord keeps an attached file. */
export function fileUrl({ channelId }: Message, { id, filename }: Attachment): string {
  return `https://cdn.discordapp.com/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
}

export const proxied = (url: string): string => url.replace('cdn.discordapp.com', 'media.discordapp.net');

/** A message's components as Discord gives them back: pictures and files with the address they were stored under. */
export function componentsJson(message: Message): Json[] {
  return message.components.map((component) => componentJson(component, message));
}

function componentJson(component: Json, message: Message): Json {
  const inner = (part: Json) => componentJson(part, message);
  return {
    ...component,
    ...(Array.isArray(component.components) ? { components: jsonList(component.components).map(inner) } : {}),
    ...(isJson(component.accessory) ? { accessory: inner(component.accessory) } : {}),
    ...(isJson(component.media) ? { media: mediaJson(component.media, message) } : {}),
    ...(component.type === ComponentType.MediaGallery ? { items: itemsJson(component, message) } : {}),
    ...(isJson(component.file) ? fileJson(component.file, message) : {}),
  };
}

function itemsJson({ items }: Json, message: Message): Json[] {
  return jsonList(items).map(({ media, description, spoiler }) => ({
    media: mediaJson(isJson(media) ? media : {}, message),
    description: description ?? null,
    spoiler: spoiler ?? false,
  }));
}

function fileJson(file: Json, message: Message): Json {
  const attachment = attachmentFor(file, message);
  const about = { name: attachment?.filename ?? null, size: attachment?.size ?? null };
  return { spoiler: false, ...about, file: mediaJson(file, message) };
}

function mediaJson(media: Json, message: Message): Json {
  const attachment = attachmentFor(media, message);
  const url = attachment ? fileUrl(message, attachment) : String(media.url);
  return {
    id: attachment?.id ?? message.id,
    url,
    proxy_url: proxied(url),
    width: null,
    height: null,
    ...(attachment ? { content_type: attachment.contentType, attachment_id: attachment.id } : {}),
  };
}

function attachmentFor(media: Json, { attachments }: Message): Attachment | undefined {
  const name = fileNameIn(media.url);
  return attachments.find((attachment) => attachment.filename === name);
}
