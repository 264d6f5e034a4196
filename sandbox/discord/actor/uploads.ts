import type { Attachment, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';

/** A file that a person gives. */
export interface Upload {
  readonly name: string;
  /** `application/octet-stream`, when left out. */
  readonly contentType?: string;
  readonly bytes: Uint8Array;
}

/** Whether a value is a file rather than something typed. */
export const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;

export function storedUpload(id: Id, { name, contentType = 'application/octet-stream', bytes }: Upload): Attachment {
  return { id, filename: name, contentType, size: bytes.length, bytes };
}

/** Files given to an option or a modal: their ids, and what `resolved` says of them. */
export function uploaded(world: World, uploads: readonly Upload[]): { ids: Id[]; attachments: Record<Id, Json> } {
  const stored = uploads.map((upload) => storedUpload(world.newId(), upload));
  return {
    ids: stored.map(({ id }) => id),
    attachments: Object.fromEntries(stored.map((file) => [file.id, uploadJson(file, world)])),
  };
}

function uploadJson(file: Attachment, { files }: World): Json {
  const { id, filename, contentType, size } = file;
  const path = files.keep(file);
  return {
    id,
    filename,
    content_type: contentType,
    size,
    url: `${files.origin}${path}`,
    proxy_url: `https://media.discordapp.net${path}`,
    ephemeral: true,
  };
}
