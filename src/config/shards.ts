import { z } from 'zod';

/** Which of the bot's connections to Discord this process holds. Each serves the servers whose id falls on it. */
export interface Shards {
  /** Ascending, each once, from 0 to below `count`. */
  readonly ids: readonly number[];
  /** How many there are over all processes. */
  readonly count: number;
}

/** The most that this program counts to: 25 million servers. */
export const MOST_SHARDS = 10_000;

/** Reads `0-3`, `0,2,5` or both mixed, each shard once. */
export function shardList() {
  return z.string().transform((text, context) => {
    const ids = text.split(',').flatMap(readRange);
    if (ids.length > 0 && new Set(ids).size === ids.length && !ids.includes(Number.NaN)) {
      return ids.sort((a, b) => a - b);
    }
    context.addIssue('not a list of shards');
    return z.NEVER;
  });
}

/** The shards that two settings lead to: none named, all of a count, or some of it. */
export function shardsOf(ids: readonly number[] | undefined, count: number | undefined): Shards | undefined {
  if (count === undefined) return undefined;
  return { ids: ids ?? Array.from({ length: count }, (_, id) => id), count };
}

/** `3` or `0-3` as every number in it; one that is not to be read as NaN. */
function readRange(text: string): number[] {
  const [, first, last = first] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from <= to) || to >= MOST_SHARDS) return [Number.NaN];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
