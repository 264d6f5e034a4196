import type { Clock, Ms } from '../../clock.ts';
import { createCauses } from './causes.ts';
import { BAR_WINDOW, HANDFUL, MINUTE, MOST } from './measures.ts';

/** How long a refusal is believed, by how often it came in a row: somebody may be mending it, so not at once. */
const HOLDS: readonly Ms[] = [0, 0, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE];
/** How many of a minute's handful may be one server's: half of it, so that what is new elsewhere is still tried. */
const HANDFUL_OF_ONE = HANDFUL / 2;
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

/** What was refused lately, and how often. @param share of the installation that this process is */
export function createRefusals(clock: Clock, share: number) {
  const lanes = new Map<string, Refused>();
  /** Where something was refused, and when last. */
  const suspects = new Map<string, Ms>();
  /** What went well at a place where something else was refused. */
  const well = new Set<string>();
  /** By the minute: all that Discord counts. */
  const counted = new Map<number, number>();
  let recent: Ms[] = [];
  const causes = createCauses(clock, share);
  let held = 0;

  const minuteOf = (at: Ms) => Math.floor(at / MINUTE);

  function lately(): number {
    const oldest = minuteOf(clock.now() - BAR_WINDOW);
    for (const minute of counted.keys()) if (minute < oldest) counted.delete(minute);
    return [...counted.values()].reduce((sum, count) => sum + count, 0);
  }

  const isSuspect = (place: string) => (suspects.get(place) ?? Number.NEGATIVE_INFINITY) + MINUTE > clock.now();

  return {
    /** The refusal that a lane ended with last. */
    of: (lane: string): Refused | undefined => lanes.get(lane),

    /** Whether a lane went well while others of its place were refused. */
    isWell: (lane: string) => well.has(lane),
    isSuspect,

    causes,

    /**
     * Counts one that Discord counts.
     * @param isRefusal it was not only too fast, and says something of others
     * @returns how many a server has caused, where that has just become too many
     */
    count(isRefusal: boolean, server: string | undefined): number | undefined {
      const now = clock.now();
      counted.set(minuteOf(now), (counted.get(minuteOf(now)) ?? 0) + 1);
      const tooMany = server === undefined ? undefined : causes.note(server, isRefusal);
      const isWithinPart = server === undefined || causes.ofMinute(server) <= HANDFUL_OF_ONE;
      if (isRefusal && isWithinPart) recent = [...recent.filter((at) => at + MINUTE > now), now].slice(-HANDFUL);
      return tooMany;
    },

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

    /** Whether more than a handful was refused in the last minute. */
    areMany: () => recent.filter((at) => at + MINUTE > clock.now()).length >= HANDFUL,

    /** Whether so many were refused that Discord's bar comes into sight. */
    isNearBar: () => lately() >= MOST * share,

    /** So many in the last ten minutes. */
    lately,
    /** So many were not sent, since the start. */
    held: () => held,

    release(place: string): void {
      for (const [lane, refused] of lanes)
        if (lane.includes(` ${place}/`) || lane.endsWith(` ${place}`)) refused.until = 0;
    },
  };
}
