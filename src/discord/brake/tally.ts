import type { Clock, Ms } from '../../clock.ts';
import { createCauses } from './causes.ts';
import { BAR_WINDOW, HANDFUL, MINUTE, MOST } from './measures.ts';

/** How many of a minute's handful may be one server's: half of it, so that what is new elsewhere is still tried. */
const HANDFUL_OF_ONE = HANDFUL / 2;

export type Tally = ReturnType<typeof createTally>;

/** How often Discord refused something lately, and for which server. @param share of the installation that this process is */
export function createTally(clock: Clock, share: number) {
  /** By the minute: all that Discord counts. */
  const counted = new Map<number, number>();
  let recent: Ms[] = [];
  const causes = createCauses(clock, share);

  const minuteOf = (at: Ms) => Math.floor(at / MINUTE);

  function lately(): number {
    const oldest = minuteOf(clock.now() - BAR_WINDOW);
    for (const minute of counted.keys()) if (minute < oldest) counted.delete(minute);
    return [...counted.values()].reduce((sum, count) => sum + count, 0);
  }

  return {
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

    /** Whether more than a handful was refused in the last minute. */
    areMany: () => recent.filter((at) => at + MINUTE > clock.now()).length >= HANDFUL,

    /** Whether so many were refused that Discord's bar comes into sight. */
    isNearBar: () => lately() >= MOST * share,

    /** So many in the last ten minutes. */
    lately,
  };
}
