import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';

/** Whatever was under way when somebody was banned has ended by then, in whatever process. */
const SECOND_LOOK: Ms = 60_000;

export interface SecondLookParts {
  readonly clock: Clock;
  /** Runs what concerns one member one after another. */
  readonly inTurn: <T>(key: string, task: () => Promise<T>) => Promise<T>;
  /** The second look at a ban failed. */
  readonly onError: (error: unknown) => void;
}

/** Looks at each ban a second time, a while after it. @param lookAt looks at the member who was banned */
export function createSecondLooks({ clock, inTurn, onError }: SecondLookParts, lookAt: (who: Who) => Promise<void>) {
  /** What ends the wait for the second look at each ban. */
  const waits = new Map<string, () => void>();
  const underway = new Set<Promise<void>>();

  function end(who: Who): void {
    waits.get(memberKey(who))?.();
    waits.delete(memberKey(who));
  }

  /** A code that was right before the ban may be followed by the admission after it. */
  function plan(who: Who): void {
    end(who);
    const look = async () => {
      if (waits.delete(memberKey(who))) await lookAt(who);
    };
    const start = () => {
      const done = inTurn(memberKey(who), look)
        .catch(onError)
        .finally(() => underway.delete(done));
      underway.add(done);
    };
    waits.set(memberKey(who), clock.after(SECOND_LOOK, start));
  }

  return {
    /** Looks again later; the wait for an earlier ban of the same member ends. */
    plan,
    end,
    async stop(): Promise<void> {
      for (const stop of waits.values()) stop();
      waits.clear();
      await Promise.all(underway);
    },
  };
}
