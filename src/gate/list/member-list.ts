import type { Ms } from '../../clock.ts';
import type { EndingRule } from '../endings/ending.ts';

/** What members are listed by, as far as it is stored. */
export const storedStates = [
  'verified',
  'hand',
  'exempt',
  'letIn',
  'owed',
  'ending',
  'shared',
  'blocked',
  'requests',
] as const;
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
  /** ISO 3166-1 alpha-2, of members who verified by number. */
  readonly country?: string;
  /** Who of the staff verified them by hand, or blocked them. */
  readonly by?: string;
  /** Until when the verification holds, of those who are listed by that. */
  readonly endsAt?: Ms;
}

/** A place in a list: what comes after it, or before. `at` is the instant that the list is ordered by. */
export interface Cursor {
  readonly at: Ms;
  readonly memberId: string;
}

/** When a list is read, and what the server says of endings. */
export interface ListTime {
  readonly now: Ms;
  readonly endsAfter?: EndingRule | undefined;
}

/** Which part of a list, the newest first; of those whose verification ends, the soonest first. */
export interface ListSpan extends ListTime {
  /** Rows behind this place. */
  readonly after?: Cursor;
  /** Rows in front of this place: those next to it. */
  readonly before?: Cursor;
  readonly limit: number;
}

/** The place of a row in its list. */
export const placeOf = ({ memberId, at, endsAt = at }: ListRow): Cursor => ({ at: endsAt, memberId });

/** Members of a server by where they stand. Every method may throw `StoreUnavailable`. */
export interface MemberList {
  page(serverId: string, state: StoredState, span: ListSpan): Promise<ListRow[]>;
  count(serverId: string, state: StoredState, time: ListTime): Promise<number>;
}
