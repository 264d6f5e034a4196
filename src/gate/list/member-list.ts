import type { Ms } from '../../clock.ts';

/** What members are listed by, as far as it is stored. */
export const storedStates = ['verified', 'hand', 'exempt', 'letIn', 'owed', 'shared', 'blocked', 'requests'] as const;
export type StoredState = (typeof storedStates)[number];

/** How a member came onto the roster. */
export type How = 'number' | 'hand' | 'exempt' | 'letIn';

/** A member of a list. Never a number. */
export interface ListRow {
  readonly memberId: string;
  /** Since when they are verified or blocked, or when they asked. */
  readonly at: Ms;
  readonly how?: How;
  /** Whether Discord has accepted the role. */
  readonly hasRole?: boolean;
  /** ISO 3166-1 alpha-2, of who verified by number. */
  readonly country?: string;
  /** Who of the staff verified them by hand, or blocked them. */
  readonly by?: string;
}

/** A place in a list: what comes after it, or before. */
export interface Cursor {
  readonly at: Ms;
  readonly memberId: string;
}

/** Which part of a list, the newest first. */
export interface ListSpan {
  /** Rows older than this place. */
  readonly after?: Cursor;
  /** Rows newer than this place: those next to it. */
  readonly before?: Cursor;
  readonly limit: number;
  readonly now: Ms;
}

/** Members of a server by where they stand. Every method may throw `StoreUnavailable`. */
export interface MemberList {
  page(serverId: string, state: StoredState, span: ListSpan): Promise<ListRow[]>;
  count(serverId: string, state: StoredState, now: Ms): Promise<number>;
}
