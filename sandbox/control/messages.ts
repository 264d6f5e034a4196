import { isJson } from '../world/components.ts';
import type { OpenModal, SeenMessage } from '../world/seen.ts';
import type { Json } from '../world/types.ts';
import type { Component, Embed, Message, Modal } from './view.ts';

const ATTACHED =
  /^(?:attachment:\/\/|https:\/\/(?:cdn\.discordapp\.com|media\.discordapp\.net)\/attachments\/\d+\/\d+\/)([^/?]+)/;

/** A message for the page: what it carries as files is fetched from the sandbox itself. */
export function shownMessage(seen: SeenMessage, viewerId: string): Message {
  const { id, author, ephemeral, loading, content, createdAt, editedAt, interaction } = seen;
  return {
    id,
    author,
    ephemeral,
    loading,
    content,
    createdAt,
    editedAt,
    embeds: seen.embeds.filter(isEmbed),
    components: seen.components.map((part) => withFiles(part, id, viewerId)).filter(isComponent),
    files: seen.files.map(({ name, contentType, size, description }) => ({
      name,
      url: fileUrl(viewerId, id, name),
      isImage: contentType.startsWith('image/'),
      size,
      description: description ?? null,
    })),
    interaction: originOf(interaction),
  };
}

function originOf(interaction: SeenMessage['interaction']): Message['interaction'] {
  if (interaction?.name === undefined) return null;
  const { user, name, onUser } = interaction;
  return { user, name: onUser ? name : `/${name}` };
}

const fileUrl = (viewerId: string, messageId: string, name: string) =>
  `/control/files/${viewerId}/${messageId}/${encodeURIComponent(name)}`;

export function shownModal({ interactionId, customId, title, components }: OpenModal): Modal {
  return { interactionId, customId, title, components: components.filter(isComponent) };
}

// What is in the world has been checked against Discord's own schema on its way in, so the outermost look is enough.
const isComponent = (json: Json): json is Json & Component => typeof json.type === 'number';
const isEmbed = (json: Json): json is Json & Embed =>
  ['title', 'description', 'fields', 'footer'].some((key) => key in json);

/** The same JSON with every attached file's address turned to the sandbox's own. */
function withFiles(json: Json, messageId: string, viewerId: string): Json {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn);
    if (isJson(value)) return withFiles(value, messageId, viewerId);
    const name = typeof value === 'string' ? ATTACHED.exec(value)?.[1] : undefined;
    return name === undefined ? value : fileUrl(viewerId, messageId, decodeURIComponent(name));
  };
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, turn(value)]));
}
