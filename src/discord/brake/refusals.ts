import type { Clock, Ms } from '../../clock.ts';
import { MINUTE } from './measures.ts';

/** How long a refusal is believed, by how often it came in a row: somebody may be mending it, so not at once. */
const HOLDS: readonly Ms[] = [0, 0, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE];
const MOST_LANES = 10_000;

/** What Discord answered, to be answered again. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

interface Refused extends Refusal {
  readonly inARow: number;
  until: Ms;
}

/** What was refused lately. */
export function createRefusals(clock: Clock) {
  const lanes = new Map<string, Refused>();
  /** Where something was refused, and when last. */
  const suspects = new Map<string, Ms>();
  /** What went well at a place where something else was refused. */
  const well = new Set<string>();
  let held = 0;

  const isSuspect = (place: string) => (suspects.get(place) ?? Number.NEGATIVE_INFINITY) + MINUTE > clock.now();

  return {
    /** The refusal that a lane ended with last. */
    of: (lane: string): Refused | undefined => lanes.get(lane),

    /** Whether a lane went well while others of its place were refused. */
    isWell: (lane: string) => well.has(lane),
    isSuspect,

    noteRefusal(lane: string, place: string, refusal: Refusal): void {
      if (lanes.size >= MOST_LANES) lanes.clear();
      if (suspects.size >= MOST_LANES) suspects.clear();
      const inARow = (lanes.get(lane)?.inARow ?? 0) + 1;
      const hold = HOLDS[Math.min(inARow, HOLDS.length) - 1] ?? 0;
      lanes.set(lane, { ...refusal, inARow, until: clock.now() + hold });
      suspects.set(place, clock.now());
      well.delete(lane);
    },

    noteSuccess(lane: string, place: string): void {
      lanes.delete(lane);
      if (!isSuspect(place)) return;
      if (well.size >= MOST_LANES) well.clear();
      well.add(lane);
    },

    noteHeld(): void {
      held += 1;
    },

    /** So many were not sent, since the start. */
    held: () => held,

    release(place: string): void {
      for (const [lane, refused] of lanes)
        if (lane.includes(` ${place}/`) || lane.endsWith(` ${place}`)) refused.until = 0;
    },
  };
}
