import { isJson, jsonList } from '../../world/components.ts';
import type { Json } from '../../world/types.ts';

/** What a bot may set of an embed; the rest Discord leaves out. */
const FIELDS = ['title', 'description', 'url', 'timestamp', 'color', 'footer', 'image', 'thumbnail', 'author'] as const;

/** Embeds as Discord gives them back: without what is null, and with the defaults filled in. */
export function storedEmbeds(embeds: readonly Json[]): Json[] {
  return embeds.map((embed) => {
    const kept = Object.fromEntries(FIELDS.map((field) => [field, embed[field]]));
    const { timestamp } = embed;
    const fields = jsonList(embed.fields).map(({ name, value, inline }) => ({ name, value, inline: inline === true }));
    return withoutNulls({
      type: 'rich',
      ...kept,
      ...(typeof timestamp === 'string' ? { timestamp: new Date(timestamp).toISOString() } : {}),
      ...(fields.length > 0 ? { fields } : {}),
    });
  });
}

function withoutNulls(json: Json): Json {
  const entries = Object.entries(json).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, isJson(value) ? withoutNulls(value) : value]));
}
