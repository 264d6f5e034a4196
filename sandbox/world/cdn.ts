import type { Attachment, Id } from './types.ts';

/** How long an address of a file holds. */
const ADDRESS_HOLDS = 24 * 60 * 60_000;

/** Discord's own store of files that people give with commands and forms. */
export interface Cdn {
  /** Where it answers: Discord's, until the sandbox serves it. */
  origin: string;
  /** Keeps a file, and says where it is for a day. */
  keep(file: Attachment): string;
  /** A file by its address; undefined for one that is wrong or over. */
  find(id: Id, name: string, until: string | undefined): Attachment | undefined;
}

/** A store of files in memory. @param applicationId whose forms and commands they are given with */
export function createCdn(applicationId: Id, now: () => number): Cdn {
  const kept = new Map<Id, { readonly file: Attachment; readonly until: number }>();
  return {
    origin: 'https://cdn.discordapp.com',
    keep(file) {
      const until = Math.floor((now() + ADDRESS_HOLDS) / 1000);
      kept.set(file.id, { file, until });
      const path = `/ephemeral-attachments/${applicationId}/${file.id}/${encodeURIComponent(file.filename)}`;
      return `${path}?ex=${until.toString(16)}`;
    },
    find(id, name, ex) {
      const found = kept.get(id);
      if (!found || ex !== found.until.toString(16) || now() > found.until * 1000) return undefined;
      return found.file.filename === name ? found.file : undefined;
    },
  };
}
