import { setTimeout as pause } from 'node:timers/promises';
import type { Double } from '../double/double.ts';
import { setUp, times } from '../flow.ts';

/** What the rows share. */
export interface Bench {
  /** Where a run's files go; deleted afterwards. */
  readonly folder: string;
  /** Runs of every measurement; Latchkey's and the bare bot's alternate. The median counts. */
  readonly rounds: number;
  /** Plays as many flows for the leak as its goal names, which takes some minutes more. */
  readonly full?: boolean;
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
