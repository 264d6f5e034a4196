import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { OverwriteBits } from '../../gate/channel-locks.ts';
import type { ChannelSnapshot } from '../preflight/server-snapshot.ts';

const { SendMessages, ViewChannel } = PermissionFlagsBits;

/** What a channel says about a role; undefined where it says nothing. */
export function overwriteOf({ permission_overwrites }: ChannelSnapshot, roleId: string): OverwriteBits | undefined {
  const found = permission_overwrites.find(({ id, type }) => id === roleId && type === OverwriteType.Role);
  return found && { allow: found.allow, deny: found.deny };
}

/** The same with View Channel allowed, or denied. Everything else stays as it is. */
export function withSight(before: OverwriteBits | undefined, act: 'allow' | 'deny'): OverwriteBits {
  const { allow, deny } = { allow: BigInt(before?.allow ?? 0), deny: BigInt(before?.deny ?? 0) };
  const [more, less] = act === 'allow' ? [allow, deny] : [deny, allow];
  const changed = [more | ViewChannel, less & ~ViewChannel].map(String);
  const [set = '0', left = '0'] = changed;
  return act === 'allow' ? { allow: set, deny: left } : { allow: left, deny: set };
}

/** The same with View Channel and Send Messages allowed. */
export function withVoice(before: OverwriteBits | undefined): OverwriteBits {
  const { allow, deny } = withSight(before, 'allow');
  return { allow: String(BigInt(allow) | SendMessages), deny: String(BigInt(deny) & ~SendMessages) };
}

/** Whether it allows View Channel, or denies it. */
export const actOf = ({ allow }: OverwriteBits): 'allow' | 'deny' =>
  (BigInt(allow) & ViewChannel) === 0n ? 'deny' : 'allow';

export function isSame(one: OverwriteBits | undefined, other: OverwriteBits | undefined): boolean {
  return one?.allow === other?.allow && one?.deny === other?.deny;
}

/**
 * Whether a channel goes with its category: Discord keeps no such thing, its client calls a channel synced whose overwrites are those of the category.
 * One that says nothing counts as none.
 */
export function isSynced(channel: ChannelSnapshot, category: ChannelSnapshot): boolean {
  const written = ({ permission_overwrites }: ChannelSnapshot) =>
    permission_overwrites
      .filter(({ allow, deny }) => allow !== '0' || deny !== '0')
      .map(({ id, allow, deny }) => `${id} ${allow} ${deny}`)
      .sort()
      .join();
  return channel.parent_id === category.id && written(channel) === written(category);
}
