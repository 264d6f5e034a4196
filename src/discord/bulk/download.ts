import { LARGEST_FILE } from '../../gate/bulk/file-text.ts';

/** A file that somebody has given with a form, as Discord names it. */
export interface GivenFile {
  readonly url: string;
  readonly size: number;
}

export type Downloaded =
  | { readonly is: 'read'; readonly bytes: Uint8Array }
  | { readonly is: 'tooLarge' }
  | { readonly is: 'unavailable' };

type Fetch = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly redirect: 'error'; readonly signal: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly body: AsyncIterable<Uint8Array> | null }>;

const TIMEOUT = 15_000;

/**
 * Reads a file from where Discord keeps it, and from nowhere else. Never throws.
 * @param origin of Discord's files
 */
export function createDownload(fetch: Fetch, origin: string) {
  return async ({ url, size }: GivenFile): Promise<Downloaded> => {
    if (size > LARGEST_FILE) return { is: 'tooLarge' };
    try {
      if (new URL(url).origin !== origin) return { is: 'unavailable' };
      // Discord leads nowhere else: what did would lead away from the address that was looked at.
      const answer = await fetch(url, { headers: {}, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
      if (!answer.ok || !answer.body) return { is: 'unavailable' };
      return await readAll(answer.body);
    } catch {
      return { is: 'unavailable' };
    }
  };
}

/** What comes may be more than was said. */
async function readAll(body: AsyncIterable<Uint8Array>): Promise<Downloaded> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > LARGEST_FILE) return { is: 'tooLarge' };
    parts.push(part);
  }
  return { is: 'read', bytes: Buffer.concat(parts) };
}
