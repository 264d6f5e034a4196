import type { Id, Json } from '../../world/types.ts';

/** An event on its way to the sessions that want it. */
export interface Dispatch {
  readonly type: string;
  readonly data: Json;
  /** The intent a session needs; 0 for what every session gets. */
  readonly intent: number;
  /** The server it concerns; `undefined` for direct messages, which go to shard 0. */
  readonly guildId: Id | undefined;
}
