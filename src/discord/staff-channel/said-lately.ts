import type { Clock, Ms } from '../../clock.ts';
import { blank } from '../../gate/journal/events.ts';
import type { Told } from './lines.ts';

/** What goes on until somebody mends it is said so often: limits, and SMS that fail for one cause. */
const SAID_EVERY: Ms = 60 * 60_000;
/** Limits that each country has by itself. */
const ofOnePlace = /-(?:country|prefix|dial|dial-own)$/;
const MOST_REMEMBERED = 10_000;

/** Remembers what was said. @returns whether an event goes on from one that was said lately; else it counts as said from now on */
export function createSaidLately(clock: Clock): (event: Told) => boolean {
  const saidLately = new Map<string, Ms>();

  return (event) => {
    const { serverId, what, problem, code, budget = '', country, channel } = { ...blank, ...event };
    if (!problem && !budget) return false;
    const key = [serverId, what, channel, problem, code, budget, ofOnePlace.test(budget) && country].join(':');
    const said = saidLately.get(key);
    if (said !== undefined && clock.now() < said + SAID_EVERY) return true;
    if (saidLately.size >= MOST_REMEMBERED) saidLately.clear();
    saidLately.set(key, clock.now());
    return false;
  };
}
