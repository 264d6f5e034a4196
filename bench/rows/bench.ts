import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '../bots/child.ts';
import type { Double } from '../double/double.ts';
import { setUp, times } from '../flow.ts';

/** What the rows share. */
export interface Bench {
  /** Where a run's files go; deleted afterwards. */
  readonly folder: string;
  /** Runs of every measurement; Latchkey's and the bare bot's alternate. The median counts. */
  readonly rounds: number;
}

/** Servers that the members of a load are spread over. */
export const SERVERS = 32;
/** How many members verify side by side under load. */
export const AT_ONCE = 32;
export const MB = 1024 * 1024;

/** Lets what a run has started come to its end: the look at an SMS's delivery comes 2 s after it. */
export const drain = () => pause(2_500);

/** Sets up every server that members of a load come from. */
export const setUpAll = (double: Double) => times(SERVERS, 4, (server) => setUp(double, server));

/** What bots make of the CPU while `work` runs, in ms. */
export async function cpuOf(bots: readonly Bot[], work: () => Promise<void>): Promise<number> {
  const used = async () => {
    const usages = await Promise.all(bots.map((bot) => bot.usage()));
    return usages.reduce((sum, { cpu }) => sum + cpu, 0);
  };
  const before = await used();
  await work();
  return (await used()) - before;
}
