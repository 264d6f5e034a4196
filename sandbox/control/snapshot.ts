import { Permission } from '../world/bits.ts';
import { ComponentType, flatten, jsonList } from '../world/components.ts';
import { discordLocales } from '../world/locales.ts';
import { guildOf } from '../world/lookup.ts';
import { may, permissionsOf } from '../world/permissions.ts';
import type { Channel, Command, Guild, User } from '../world/types.ts';
import { auditFor } from './audit.ts';
import { chatCommands, isForStaff, offered, userCommands } from './commands.ts';
import { membersFor } from './found-members.ts';
import { roleIdsOf, standingOf } from './membership.ts';
import { shownMessage, shownModal } from './messages.ts';
import { questionsFor } from './onboarding.ts';
import type { ControlParts } from './parts.ts';
import { phonesOf } from './phones.ts';
import type { Session } from './sessions.ts';
import { settingsFor } from './settings.ts';
import type { Guide, PageView, Person } from './view.ts';

const TEXT_CHANNELS = new Set([0, 5]);

/** Everything one person sees at this moment. */
export function snapshot(
  parts: ControlParts,
  viewer: User,
  channelId: string,
  session: Session,
  faults: PageView['faults'],
): PageView {
  const { world, twilio, clock, seeded } = parts;
  const guild = guildOf(world, seeded.guildId);
  const people = [...world.users.values()].filter((user) => !user.bot && (!user.isExtra || user === viewer));
  const channels = [...visibleChannels(guild, viewer.id), ...directMessages(parts, viewer.id)];
  const open = [channelId, seeded.channels.verify]
    .map((id) => channels.find((channel) => channel.id === id))
    .find((channel) => channel !== undefined);
  const channel = open ?? channels[0];
  const openId = channel?.id ?? '';
  const commands = channel ? commandsIn(parts, channel, viewer.id) : [];
  const messages = parts
    .actor(viewer.id)
    .messages(openId)
    .filter((message) => !session.dismissed.has(message.id))
    .map((message) => shownMessage(message, viewer.id));
  const shown = membersFor(parts, viewer.id, session);
  return {
    now: clock.now(),
    viewerId: viewer.id,
    people: people.map((user) => person(user, guild)),
    server: { id: guild.id, name: guild.name },
    channels: channels.map((each) => shownChannel(parts, each)),
    channelId: openId,
    messages,
    modal: session.modal && shownModal(session.modal),
    waiting: session.waiting,
    failed: session.failed,
    problem: session.problem,
    commands: chatCommands(commands, viewer.locale),
    userCommands: userCommands(commands, viewer.locale),
    choices: session.choices,
    ...shown,
    settings: settingsFor(parts, viewer.id),
    audit: auditFor(parts, viewer.id),
    onboarding: questionsFor(guild, viewer.id),
    bot: botOf(parts),
    codesBy: parts.codesBy ?? null,
    roles: [...guild.roles.values()]
      .toSorted((one, other) => other.position - one.position)
      .map(({ id, name, color }) => ({ id, name, color })),
    users: namedIn(parts, messages, shown.members),
    phones: phonesOf(people, twilio),
    languages: discordLocales,
    faults,
    guide: guide(parts, channels),
  };
}

/** Everybody but a crowd, and whom the messages or the list of members name. */
function namedIn(
  { world }: ControlParts,
  messages: PageView['messages'],
  members: PageView['members'],
): PageView['users'] {
  const mentioned = [...JSON.stringify(messages).matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id);
  const named = new Set([...mentioned, ...members.map(({ id }) => id)]);
  return [...world.users.values()]
    .filter(({ id, isExtra }) => !isExtra || named.has(id))
    .map(({ id, displayName: name, bot }) => ({ id, name, bot }));
}

function botOf({ line }: ControlParts): PageView['bot'] {
  const lastWords = line.process?.lastWords() ?? null;
  return { connected: line.connected(), canStart: line.process !== undefined, lastWords };
}

function visibleChannels(guild: Guild, userId: string): Channel[] {
  return [...guild.channels.values()]
    .filter((channel) => TEXT_CHANNELS.has(channel.type) && may(guild, userId, Permission.ViewChannel, channel))
    .toSorted((one, other) => one.position - other.position);
}

/** The direct messages with the bot, once there are any. */
function directMessages({ world }: ControlParts, userId: string): Channel[] {
  const channel = world.openedDirectChannel(userId);
  return channel && world.messages.inChannel(channel.id, userId).length > 0 ? [channel] : [];
}

function shownChannel(
  { world }: ControlParts,
  { id, name, guildId, overwrites }: Channel,
): PageView['channels'][number] {
  if (guildId === undefined) return { id, name: world.application.name, locked: false, direct: true };
  const locked = overwrites.some((each) => each.id === guildId && (each.deny & Permission.ViewChannel) !== 0n);
  return { id, name, locked, direct: false };
}

/** What a person can run in a channel: nothing of a bot that is not in its server. */
function commandsIn({ world }: ControlParts, channel: Channel, userId: string): Command[] {
  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild && !guild.hasCommands) return [];
  return offered(world.commands.usable(guild?.id), userId, { guild, channel });
}

function person({ id, displayName, locale, takesDirectMessages }: User, guild: Guild): Person {
  return {
    id,
    name: displayName,
    bot: false,
    locale,
    admin: (permissionsOf(guild, id) & Permission.Administrator) !== 0n,
    roleIds: roleIdsOf(guild, id),
    standing: standingOf(guild, id),
    pending: guild.members.get(id)?.pending ?? false,
    takesDirectMessages,
    boosts: (guild.members.get(id)?.boostingSince ?? null) !== null,
  };
}

function guide({ world, seeded }: ControlParts, channels: readonly Channel[]): Guide {
  const registered = world.commands.usable(seeded.guildId).filter((command) => command.type === 1);
  const posted = channels.flatMap((channel) =>
    world.messages
      .inChannel(channel.id, world.application.botId)
      .filter((message) => message.authorId === world.application.botId && message.onlyFor === undefined)
      .flatMap((message) => flatten(message.components))
      .filter((part) => part.type === ComponentType.Button && typeof part.custom_id === 'string')
      .map((part) => ({ label: String(part.label ?? ''), channelId: channel.id })),
  );
  const staffCommand = registered.find(isForStaff);
  return {
    button: posted[0] ?? null,
    memberCommand: registered.find((command) => !isForStaff(command))?.name ?? null,
    adminCommand: staffCommand ? { name: staffCommand.name, options: optionNames(staffCommand) } : null,
  };
}

function optionNames({ body }: Command): string[] {
  return jsonList(body.options).map((option) => String(option.name));
}
