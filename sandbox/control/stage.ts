import type { Act } from './acts.ts';
import type { PageView } from './view.ts';

export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What happens behind the page: the routes show `view` after every change and hand over what people do. */
export interface Stage {
  /** What this person sees in this channel. An unknown person or channel falls back to the first one. */
  view(viewerId: string, channelId: string): PageView;
  /** Does it. Answers with a sentence when it cannot be done, undefined when it is done or under way. */
  act(act: Act): string | undefined;
  /** A file attached to a message that this person sees. */
  file(viewerId: string, messageId: string, name: string): StoredFile | undefined;
  /** Calls `changed` after every change of anything a view holds. Returns the way to stop. */
  watch(changed: () => void): () => void;
}
