/** Repeatable chance. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `min` to below `max`. */
  whole(min: number, max: number): number;
  pick<T>(all: readonly T[]): T;
}

/** The same sequence for the same seed: mulberry32, by Tommy Ettinger. Not for secrets. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min));
  return { next, whole, pick: (all) => pickFrom(all, whole(0, all.length)) };
}

function pickFrom<T>(all: readonly T[], index: number): T {
  const picked = all[index];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
}
