import type { Cursor } from '../../gate/list/member-list.ts';
import { type StoredState, storedStates } from '../../gate/list/member-list.ts';

/** What members are listed by. Discord alone knows the members who have not verified. */
export const states = [...storedStates, 'unverified'] as const;
export type State = StoredState | 'unverified';

/** A part of a list: what comes after a place, or before it; the first page without one. */
export interface Place {
  readonly state: State;
  readonly way?: 'after' | 'before';
  readonly cursor?: Cursor;
}

/** A place as an argument of a route. */
export function placeText({ state, way, cursor }: Place): string {
  return cursor && way ? `${state}.${way}.${cursor.at}.${cursor.memberId}` : state;
}

/** The place that an argument names; the first page of who is verified for what names none. */
export function placeIn(text: string | undefined): Place {
  const [name, way, at = '', memberId = ''] = text?.split('.') ?? [];
  const state = states.find((one) => one === name) ?? 'verified';
  const isWhole = (way === 'after' || way === 'before') && /^\d{1,15}$/.test(at) && /^\d{1,20}$/.test(memberId);
  return isWhole ? { state, way, cursor: { at: Number(at), memberId } } : { state };
}
