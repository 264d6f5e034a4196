import { Permission } from '../world/bits.ts';
import { ComponentType, flatten, jsonList } from '../world/components.ts';
import { guildOf } from '../world/lookup.ts';
import { may, permissionsOf } from '../world/permissions.ts';
import type { Channel, Command, Guild, User } from '../world/types.ts';
import { commandsFor, isForStaff } from './commands.ts';
import { shownMessage, shownModal } from './messages.ts';
import type { ControlParts } from './parts.ts';
import { phonesOf } from './phones.ts';
import type { Session } from './sessions.ts';
import type { Faults, Guide, PageView, Person } from './view.ts';

const TEXT_CHANNELS = new Set([0, 5]);

/** Everything one person sees at this moment. */
export function snapshot(
  parts: ControlParts,
  viewer: User,
  channelId: string,
  session: Session,
  faults: Faults,
): PageView {
  const { world, twilio, clock, seeded } = parts;
  const guild = guildOf(world, seeded.guildId);
  const people = [...world.users.values()].filter((user) => !user.bot);
  const channels = visibleChannels(guild, viewer.id);
  const open = [channelId, seeded.channels.verify]
    .map((id) => channels.find((channel) => channel.id === id))
    .find((channel) => channel !== undefined);
  const openId = (open ?? channels[0])?.id ?? '';
  const registered = world.commands.usable(guild.id);
  return {
    now: clock.now(),
    viewerId: viewer.id,
    people: people.map((user) => person(user, guild)),
    server: { id: guild.id, name: guild.name },
    channels: channels.map(({ id, name, overwrites }) => ({
      id,
      name,
      locked: overwrites.some((each) => each.id === guild.id && (each.deny & Permission.ViewChannel) !== 0n),
    })),
    channelId: openId,
    messages: parts
      .actor(viewer.id)
      .messages(openId)
      .filter((message) => !session.dismissed.has(message.id))
      .map((message) => shownMessage(message, viewer.id)),
    modal: session.modal && shownModal(session.modal),
    waiting: session.waiting,
    failed: session.failed,
    problem: session.problem,
    commands: commandsFor(registered, guild, viewer.id, viewer.locale),
    roles: [...guild.roles.values()]
      .toSorted((one, other) => other.position - one.position)
      .map(({ id, name, color }) => ({ id, name, color })),
    users: [...world.users.values()].map(({ id, displayName: name, bot }) => ({ id, name, bot })),
    phones: phonesOf(people, twilio),
    faults,
    guide: guide(parts, channels),
  };
}

function visibleChannels(guild: Guild, userId: string): Channel[] {
  return [...guild.channels.values()]
    .filter((channel) => TEXT_CHANNELS.has(channel.type) && may(guild, userId, Permission.ViewChannel, channel))
    .toSorted((one, other) => one.position - other.position);
}

function person({ id, displayName, locale }: User, guild: Guild): Person {
  const roles = [...(guild.members.get(id)?.roles ?? [])].flatMap((roleId) => guild.roles.get(roleId) ?? []);
  return {
    id,
    name: displayName,
    bot: false,
    locale,
    admin: (permissionsOf(guild, id) & Permission.Administrator) !== 0n,
    roleIds: roles.toSorted((one, other) => other.position - one.position).map((role) => role.id),
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
