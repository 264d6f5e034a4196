import { isJson } from './components.ts';
import type { Attachment, Message } from './types.ts';

const REFERENCE = /^attachment:\/\/(.+)$/;

/** A place in components or embeds that names an attached file. */
export interface FileReference {
  readonly at: readonly string[];
  readonly name: string;
}

/** The file that an `attachment://name` names; `undefined` for any other address. */
export const fileNameIn = (url: unknown): string | undefined =>
  typeof url === 'string' ? REFERENCE.exec(url)?.[1] : undefined;

/** Every `attachment://name` in components or embeds, nested ones included. */
export function fileReferences(value: unknown, at: readonly string[] = []): FileReference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fileReferences(item, [...at, String(index)]));
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = key === 'url' ? fileNameIn(inner) : undefined;
    return name === undefined ? fileReferences(inner, [...at, key]) : [{ at: [...at, key], name }];
  });
}

/** The attached files that neither a component nor an embed shows: Discord lists only these with the message. */
export function looseFiles({
  attachments,
  components,
  embeds,
}: Pick<Message, 'attachments' | 'components' | 'embeds'>): Attachment[] {
  const shown = new Set(fileReferences([components, embeds]).map((reference) => reference.name));
  return attachments.filter((attachment) => !shown.has(attachment.filename));
}
