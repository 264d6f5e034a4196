import { OverwriteType, type REST, Routes } from 'discord.js';
import type { ChannelLocks, LockedOverwrite, OverwriteBits, OverwriteState } from '../../../gate/channel-locks.ts';
import type { Log } from '../../../log.ts';
import type { ChannelSnapshot } from '../../preflight/server-snapshot.ts';
import { DiscordCode, refusalCode } from '../../rest/errors.ts';
import { actOf, isSame, overwriteOf, withSight } from '../overwrites.ts';

/** What became of one overwrite. `left`: somebody else has changed it. `later`: Discord did not answer. */
export type Written = 'done' | 'left' | 'refused' | 'needs2fa' | 'later';

export interface WritingParts {
  readonly channelLocks: ChannelLocks;
  readonly rest: REST;
  readonly log: Log;
}

async function asked({ log }: Pick<WritingParts, 'log'>, request: Promise<unknown>): Promise<Written> {
  try {
    await request;
    return 'done';
  } catch (error) {
    const code = refusalCode(error);
    if (code === undefined) return 'later';
    log.warn({ discordCode: code }, 'Discord did not accept an overwrite');
    return code === DiscordCode.needsTwoFactor ? 'needs2fa' : 'refused';
  }
}

/** Writes what `after` says. @param reason what the audit log says of it */
export function put(
  parts: Pick<WritingParts, 'rest' | 'log'>,
  { channelId, roleId, after }: Pick<LockedOverwrite, 'channelId' | 'roleId' | 'after'>,
  reason = 'Channels are locked for members who have not verified',
): Promise<Written> {
  const body = { type: OverwriteType.Role, ...after };
  return asked(parts, parts.rest.put(Routes.channelPermission(channelId, roleId), { body, reason }));
}

/** Writes single overwrites and takes them back. What was there before is stored before it is changed. */
export function createWriting(parts: WritingParts) {
  const { channelLocks, rest } = parts;
  /** Marks what is in one state, of all that is kept of a channel. */
  async function markAll(of: LockedOverwrite, from: OverwriteState, to: OverwriteState): Promise<void> {
    for (const row of await channelLocks.all(of.serverId)) {
      if (row.channelId === of.channelId && row.state === from) await channelLocks.mark(row, to);
    }
  }

  async function write(row: LockedOverwrite, now: OverwriteBits | undefined): Promise<Written> {
    if (isSame(now, row.after)) return 'done';
    const { before: _, ...kept } = row;
    const after = withSight(now, actOf(row.after));
    // Somebody has changed it since it was looked at: theirs is what comes back one day.
    if (!isSame(now, row.before)) await channelLocks.keep({ ...kept, ...(now && { before: now }), after });
    return put(parts, { ...row, after });
  }

  async function restore(row: LockedOverwrite, now: OverwriteBits | undefined): Promise<Written> {
    if (isSame(now, row.before)) return 'done';
    if (!isSame(now, row.after)) return 'left';
    const reason = 'The lock of channels is taken back';
    if (row.before) return put(parts, { ...row, after: row.before }, reason);
    return asked(parts, rest.delete(Routes.channelPermission(row.channelId, row.roleId), { reason }));
  }

  return {
    async lock(row: LockedOverwrite, channel: ChannelSnapshot): Promise<Written> {
      const written = await write(row, overwriteOf(channel, row.roleId));
      if (written === 'done') await channelLocks.mark(row, 'written');
      // Where those who are to see a channel could not be let in, nobody is locked out.
      if (written === 'refused') await markAll(row, 'due', 'refused');
      return written;
    },

    async unlock(row: LockedOverwrite, channel: ChannelSnapshot): Promise<Written> {
      const written = await restore(row, overwriteOf(channel, row.roleId));
      if (written === 'done') await channelLocks.forget(row);
      // Where a denial stays, those whom the bot let in stay, too, itself among them.
      const isDenial = actOf(row.after) === 'deny';
      if (written === 'left' && isDenial) await markAll(row, 'written', 'changed');
      if (written === 'left' && !isDenial) await channelLocks.mark(row, 'changed');
      if (written === 'refused') await markAll(row, 'written', 'refused');
      return written;
    },
  };
}
