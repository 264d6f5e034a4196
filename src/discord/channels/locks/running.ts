import { ChannelType, type REST } from 'discord.js';
import type { ChannelLocks, LockedOverwrite, LockRun } from '../../../gate/channel-locks.ts';
import { type ChannelSnapshot, readChannels } from '../../preflight/server-snapshot.ts';
import { isAbsence } from '../../rest/errors.ts';
import { createWriting, type WritingParts, type Written } from './writing.ts';

/** How many overwrites are written in one run. discord.js waits for Discord's limits by itself. */
const AT_ONCE = 20;
/** After so many refusals in one run it stands still: what an admin has to mend first should not be asked again and again. */
const MOST_REFUSALS = 3;

/** Why it stands still. */
export type LockObstacle = 'missingPermission' | 'needs2fa' | 'notInServer';

/** Why the rest of a run has to wait; undefined where all of it is through. */
type Halt = LockObstacle | 'later' | undefined;

/** Goes on with what is underway at one server, some overwrites at a time. Throws `StoreUnavailable`. */
export function createRunning(parts: WritingParts) {
  const { channelLocks, rest } = parts;
  const writing = createWriting(parts);

  async function one(run: LockRun, row: LockedOverwrite, channel: ChannelSnapshot | undefined): Promise<Written> {
    // Somebody may have turned it round, or stopped it.
    if ((await channelLocks.find(run.serverId))?.act !== run.act) return 'later';
    if (channel) return writing[run.act](row, channel);
    await channelLocks.forget(row);
    return 'done';
  }

  async function write(run: LockRun, rows: readonly LockedOverwrite[], channels: Channels): Promise<Halt> {
    /** Channels where something is left or refused: nothing more is done there. */
    const over = new Map<string, Written>();
    for (const row of atOneGo(rows, channels)) {
      if (over.has(row.channelId)) continue;
      const written = await one(run, row, channels.get(row.channelId));
      if (isHalt(written)) return written;
      if (written !== 'done') over.set(row.channelId, written);
      if ([...over.values()].filter((each) => each === 'refused').length === MOST_REFUSALS) return 'missingPermission';
    }
    return undefined;
  }

  return async (run: LockRun): Promise<void> => {
    const channels = await channelsOf(rest, run.serverId);
    if (channels === 'notInServer') return channelLocks.halt(run, channels);
    if (channels === 'later') return;
    const halt = await write(run, await rowsOf(channelLocks, run), channels);
    if (halt === 'later') return;
    if ((await rowsOf(channelLocks, run)).length === 0) await channelLocks.end(run);
    else if (halt) await channelLocks.halt(run, halt);
  };
}

const isHalt = (written: Written) => written === 'later' || written === 'needs2fa';

type Channels = ReadonlyMap<string, ChannelSnapshot>;

async function channelsOf(rest: REST, serverId: string): Promise<Channels | 'notInServer' | 'later'> {
  try {
    return new Map((await readChannels(rest, serverId)).map((channel) => [channel.id, channel]));
  } catch (error) {
    return isAbsence(error) ? 'notInServer' : 'later';
  }
}

/** What is to do, in order: channels are opened the other way round than they were locked. */
export async function rowsOf(
  channelLocks: Pick<ChannelLocks, 'all'>,
  { serverId, act }: Pick<LockRun, 'serverId' | 'act'>,
) {
  const rows = await channelLocks.all(serverId);
  if (act === 'lock') return rows.filter(({ state }) => state === 'due');
  return rows.filter(({ state }) => state === 'written').toReversed();
}

/** What is written in categories may have reached their channels by itself, so they are looked at again in between. */
function atOneGo(rows: readonly LockedOverwrite[], channels: Channels): readonly LockedOverwrite[] {
  const isCategory = ({ channelId }: LockedOverwrite) => channels.get(channelId)?.type === ChannelType.GuildCategory;
  const end = rows.findIndex((row, index) => {
    const before = rows[index - 1];
    return before !== undefined && isCategory(before) && !isCategory(row);
  });
  return rows.slice(0, Math.min(AT_ONCE, end === -1 ? rows.length : end));
}
