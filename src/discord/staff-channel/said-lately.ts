import type { Clock, Ms } from '../../clock.ts';
import type { JournalEntry } from '../../gate/ports.ts';

/** What goes on until somebody mends it is said so often: limits, and SMS that fail for one cause. */
const SAID_EVERY: Ms = 60 * 60_000;
const goesOn: readonly JournalEntry['what'][] = ['capReached', 'sendRefused', 'undelivered'];
/** Limits that each country has by itself. */
const ofOnePlace = /-(?:country|prefix|dial|dial-own)$/;
const MOST_REMEMBERED = 10_000;

/** Remembers what was said. @returns whether an entry goes on from one that was said lately; else it counts as said from now on */
export function createSaidLately(clock: Clock): (entry: JournalEntry) => boolean {
  const saidLately = new Map<string, Ms>();

  return ({ serverId, what, why = '', country, carrierCode }) => {
    if (!goesOn.includes(what)) return false;
    const key = [serverId, what, why, carrierCode ?? '', ...(ofOnePlace.test(why) ? [country] : [])].join(':');
    const said = saidLately.get(key);
    if (said !== undefined && clock.now() < said + SAID_EVERY) return true;
    if (saidLately.size >= MOST_REMEMBERED) saidLately.clear();
    saidLately.set(key, clock.now());
    return false;
  };
}
