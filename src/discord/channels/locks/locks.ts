import type { Clock } from '../../../clock.ts';
import type { ChannelLocks, LockedOverwrite, LockRun } from '../../../gate/channel-locks.ts';
import type { Change, LockPlan } from '../plan.ts';
import { createRunning, rowsOf } from './running.ts';
import { createScreens } from './screens.ts';
import { put, type WritingParts } from './writing.ts';

/** How far the bot is with a server's channels. */
export interface LockProgress {
  readonly run?: LockRun;
  /** How many overwrites are still to be written, or to be taken back. */
  readonly left: number;
  /** Channels that it has locked. */
  readonly locked: readonly string[];
  /** Channels that it left, for somebody else has changed what it wrote. */
  readonly changed: readonly string[];
  /** Channels whose permissions Discord did not let it change. */
  readonly refused: readonly string[];
}

export interface LocksParts extends WritingParts {
  readonly clock: Pick<Clock, 'now'>;
}

export type Locks = ReturnType<typeof createLocks>;

/**
 * Writes the overwrites of a plan and takes them back: some in each run, so that it goes on after a kill. What somebody else has changed since
 * is left. Throws `StoreUnavailable`.
 */
export function createLocks(parts: LocksParts) {
  const { channelLocks, clock } = parts;
  const step = createRunning(parts);
  const screens = createScreens(clock);

  return {
    /** Begins to write what a plan says. */
    async lock(serverId: string, plan: LockPlan): Promise<void> {
      await tidy(channelLocks, serverId);
      const changes = plan.channels.flatMap((one) => one.changes);
      // Behind what is there, so that in each channel what was written last is taken back first.
      const first = nextPlace(await channelLocks.all(serverId));
      for (const [index, change] of changes.entries()) {
        await channelLocks.keep({ ...change, serverId, place: first + index, state: 'due' });
      }
      await channelLocks.begin({ serverId, act: 'lock', of: changes.length });
    },

    /** Writes one overwrite at once, and remembers it with the others. @returns whether Discord took it */
    async writeNow(serverId: string, change: Change): Promise<boolean> {
      const place = nextPlace(await channelLocks.all(serverId));
      await channelLocks.keep({ ...change, serverId, place, state: 'written' });
      return (await put(parts, change)) === 'done';
    },

    /** Begins to take back what was written. What was still to be written is not. @returns how many there are */
    async unlock(serverId: string): Promise<number> {
      await tidy(channelLocks, serverId);
      const { length } = await channelLocks.all(serverId);
      if (length > 0) await channelLocks.begin({ serverId, act: 'unlock', of: length });
      return length;
    },

    /** Ends what is underway: what is done stays so, and the rest is not done. */
    async stop(serverId: string): Promise<void> {
      const run = await channelLocks.find(serverId);
      if (run) await channelLocks.end(run);
    },

    /** Goes on with what stands still. */
    async goOn(serverId: string): Promise<void> {
      const run = await channelLocks.find(serverId);
      if (run) await channelLocks.begin(run);
    },

    /** Has a screen drawn again after each run in this process, until it is through or the screen can be edited no more. */
    follow: screens.follow,

    progress: (serverId: string) => progressAt(channelLocks, serverId),

    /** Whether there is anything to do. */
    isDue: async (): Promise<boolean> => (await channelLocks.underway()).length > 0,

    /** Goes on at each server. To be run again and again, by one process at a time. */
    async run(): Promise<void> {
      for (const run of await channelLocks.underway()) {
        await step(run);
        await screens.redraw(run.serverId, (await channelLocks.find(run.serverId)) === undefined);
      }
    },
  };
}

async function progressAt(channelLocks: ChannelLocks, serverId: string): Promise<LockProgress> {
  const [run, rows] = await Promise.all([channelLocks.find(serverId), channelLocks.all(serverId)]);
  const channelsIn = (state: LockedOverwrite['state']) => [
    ...new Set(rows.filter((row) => row.state === state).map(({ channelId }) => channelId)),
  ];
  return {
    ...(run && { run }),
    left: run ? (await rowsOf(channelLocks, run)).length : 0,
    locked: channelsIn('written'),
    changed: channelsIn('changed'),
    refused: channelsIn('refused'),
  };
}

const nextPlace = (rows: readonly LockedOverwrite[]) => 1 + Math.max(-1, ...rows.map(({ place }) => place));

/** What was left the last time is named no more. Of what was not done then, what was there before is still known. */
async function tidy(channelLocks: ChannelLocks, serverId: string): Promise<void> {
  for (const row of await channelLocks.all(serverId)) {
    if (row.state === 'changed') await channelLocks.forget(row);
    else if (row.state !== 'written') await channelLocks.mark(row, 'written');
  }
}
