import { derivePepper } from '../base/digest.ts';

/** Keys of one kind, 32 bytes each: everything new is made with `current`; `previous` were in use before, the latest first. */
export interface KeyRing {
  readonly current: Buffer;
  readonly previous: readonly Buffer[];
}

/** All keys of a ring, the one in use first. */
export const allKeys = ({ current, previous }: KeyRing): readonly Buffer[] => [current, ...previous];

/** The key of a ring that stays the same when another is put in front: what is under it does not begin again. */
export const oldestKey = ({ current, previous }: KeyRing): Buffer => previous.at(-1) ?? current;

/** The pepper of each secret key. */
export function derivePeppers({ current, previous }: KeyRing): KeyRing {
  return { current: derivePepper(current), previous: previous.map(derivePepper) };
}
