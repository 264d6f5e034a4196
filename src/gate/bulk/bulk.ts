import type { Ms } from '../../clock.ts';
import { createForward } from './forward.ts';
import { type BulkParts, type Came, type GoesOn, STEP } from './parts.ts';
import type { Before, BulkRun } from './runs.ts';

/** How long one run of the chore goes on: far longer than the pause after it. */
const TURN: Ms = 10 * 60_000;

export type Bulk = ReturnType<typeof createBulk>;

/** What stands in the server's audit log. */
const UNDONE = 'Verified in bulk, and undone';

/**
 * Verifies many members by hand in the background, and undoes that as a whole. Of each server one run is underway. The database says whose turn
 * has not come, and the roster which run put somebody there: so a run goes on after a kill, and gives nobody a role twice.
 * Throws `StoreUnavailable`.
 */
export function createBulk(parts: BulkParts) {
  const { runs, clock, onEnd } = parts;
  const forward = createForward(parts);
  const backward = createBackward(parts);
  let isStopping = false;

  /** Whether the run is still to be done, and this process still runs. */
  const goesOn = async ({ serverId, id, state }: BulkRun) =>
    !isStopping && (await runs.find(serverId, id))?.state === state;

  /** @param between is called after each step. @returns false where Discord did not answer: it is not asked at once again */
  async function work(run: BulkRun, until: Ms, between: () => Promise<void>): Promise<boolean> {
    const step = run.state === 'undoing' ? backward : forward;
    while (clock.now() < until && (await goesOn(run))) {
      const came = await step(run, () => goesOn(run));
      await between();
      if (came === 'more') continue;
      if (came === 'later') return false;
      if (came === 'over') await end(run);
      else {
        await runs.halt(run, came.obstacle);
        onEnd(run, 'halted');
      }
      return true;
    }
    return true;
  }

  async function end(run: BulkRun): Promise<void> {
    const to = run.state === 'undoing' ? 'undone' : 'done';
    if (await runs.turn(run.serverId, run.id, [run.state], to)) onEnd(run, to);
  }

  return {
    /** Whether there is anything to do. */
    isDue: async (): Promise<boolean> => (await runs.underway()).length > 0,

    /**
     * Goes on with each server's run, also with those that begin meanwhile: nobody waits for the long run of another server. To be run again
     * and again, by one process at a time. Where one fails, the others go on, and the first failure is thrown in the end.
     */
    async run(): Promise<void> {
      const until = clock.now() + TURN;
      const taken = new Set<string>();
      const works: Promise<void>[] = [];
      const failures: unknown[] = [];
      const takeUp = async () => {
        for (const run of await runs.underway()) {
          const key = [run.serverId, run.id, run.state].join();
          if (taken.has(key)) continue;
          taken.add(key);
          const done = work(run, until, takeUp).then((isDone) => void (isDone && taken.delete(key)));
          // A failure that nobody waits for yet would end the process.
          works.push(done.catch((error: unknown) => void failures.push(error)));
        }
      };
      await takeUp();
      for (const one of works) await one;
      if (failures.length > 0) throw failures[0];
    },

    /** Ends what is underway after the member whose turn it is; another process, or the next start, goes on. */
    pause(): void {
      isStopping = true;
    },
  };
}

/** Takes some off the roster again. */
function createBackward({ runs, roster, journal, departures, clock }: BulkParts) {
  async function takeOff(run: BulkRun, { entry: before, had, hadRoleIds }: Before): Promise<void> {
    const { serverId, memberId } = before;
    const entry = await roster.find(before);
    // They have verified with a number since, or somebody else's decision holds.
    if (entry?.approval?.batch !== run.id) return;
    const by = run.undoneBy ?? run.by;
    const tell = async () => void (await journal.write({ serverId, memberId, at: clock.now(), what: 'revoked', by }));
    // A member who had all roles and lost none is as before by that alone: no request is made for them.
    const isAsBefore = had && (entry.takenRoleIds ?? []).length === 0;
    if (!isAsBefore) await departures.end(entry, UNDONE, tell, { batch: run.id, keptRoleIds: hadRoleIds });
    else if (await roster.remove(entry, run.id)) await tell();
  }

  return async (run: BulkRun, goesOn: GoesOn): Promise<Came> => {
    const some = await runs.onRoster(run, STEP);
    if (some.length === 0) return 'over';
    for (const who of some) {
      if (!(await goesOn())) return 'later';
      await takeOff(run, who);
    }
    return 'more';
  };
}
