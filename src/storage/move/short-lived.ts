import type { Ms } from '../../clock.ts';

/** What lives for minutes or a day, and may lie in the database or in Redis. */
export const shortLivedKinds = ['challenges', 'counters'] as const;
export type ShortLivedKind = (typeof shortLivedKinds)[number];

/** A challenge or a counter as it is stored: a challenge stays encrypted, a counter is its number. */
export interface ShortLivedRow {
  readonly key: string;
  readonly value: string;
  readonly expires: Ms;
}

/** Challenges and counters, to be read and written as they are. What has expired counts as gone. */
export interface ShortLivedStore {
  read(kind: ShortLivedKind): AsyncIterable<readonly ShortLivedRow[]>;
  write(kind: ShortLivedKind, batch: readonly ShortLivedRow[]): Promise<void>;
  count(kind: ShortLivedKind): Promise<number>;
  clear(kind: ShortLivedKind): Promise<void>;
  close(): Promise<void>;
}

/** Rows at a time. A statement then has fewer values than any of the databases allows. */
export const BATCH = 1000;
