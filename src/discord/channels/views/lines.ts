import { ChannelType } from 'discord.js';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import type { ChannelSnapshot, ServerSnapshot } from '../../preflight/server-snapshot.ts';
import { glimpse } from '../../ui/quote.ts';
import { isSynced } from '../overwrites.ts';
import type { Proposal, ProposedRole } from '../proposal.ts';

/** Channels that are listed with a line each. Discord shows 4,000 characters in a message. */
const LISTED = 12;
/** Channels that are named in one line. */
const NAMED = 8;
/** Characters of a name that is not a mention. */
const SHOWN = 40;

/** A few channels in one line, and how many more there are. */
export function channelList(ids: readonly string[], words: Text): string {
  const named = ids.slice(0, NAMED).map((id) => `<#${id}>`);
  const more = ids.length - named.length;
  const list = enumerated(named, words);
  return more > 0 ? words.t('setup.channels.more', { list, count: more }) : list;
}

/** A role as it is called, or as it will be. */
export function roleName(role: ProposedRole, { t }: Text): string {
  const isMade = role.id !== 'verified' && role.id !== 'unverified';
  return isMade ? `<@&${role.id}>` : `**${t(`setup.channels.roleName.${role.id}`)}**`;
}

/** What would be written, a line for a channel, or for a category with the channels that go with it. */
export function planLines(server: ServerSnapshot, { plan, verified, unverified }: Proposal, text: Text): string[] {
  const { t } = text;
  const planned = new Set(plan.channels.map(({ channel }) => channel.id));
  const categories = plan.channels.map(({ channel }) => channel).filter(isCategory);
  const goesAlong = (channel: ChannelSnapshot) => categories.some((category) => isSynced(channel, category));
  const groups = plan.channels
    .map(({ channel }) => channel)
    .filter((channel) => isCategory(channel) || !goesAlong(channel));
  const line = (channel: ChannelSnapshot): string => {
    const inside = server.channels.filter(
      (one) => planned.has(one.id) && isCategory(channel) && isSynced(one, channel),
    );
    const name = isCategory(channel)
      ? t('setup.channels.category', { name: glimpse(channel.name ?? '', SHOWN), count: inside.length })
      : `<#${channel.id}>`;
    return `- ${t(`setup.channels.line.${plan.way}`, {
      name,
      verified: roleName(verified, text),
      unverified: unverified ? roleName(unverified, text) : '',
    })}`;
  };
  const more = groups.length - LISTED;
  return [
    ...groups.slice(0, LISTED).map(line),
    ...(more > 0 ? [`- ${t('setup.channels.moreLines', { count: more })}`] : []),
  ];
}

const isCategory = ({ type }: ChannelSnapshot) => type === ChannelType.GuildCategory;
