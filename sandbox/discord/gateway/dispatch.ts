import { Intent, Permission } from '../../world/bits.ts';
import { may } from '../../world/permissions.ts';
import type { Change, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { auditEventJson } from '../json/audit.ts';
import { guildCreateJson, guildJson, roleJson } from '../json/guilds.ts';
import { memberJson, ownUserJson, userJson } from '../json/users.ts';
import type { Dispatch } from './event.ts';
import { messageEvents, reactionEvents, typingEvents } from './message-events.ts';
import {
  channelEvents,
  emojiEvents,
  inviteEvents,
  pinEvents,
  threadMemberEvents,
  webhookEvents,
} from './place-events.ts';

/** What the gateway says about a change of the world: nothing, for what bots are not told. */
export function dispatchesFor(change: Change, world: World): Dispatch[] {
  const { application } = world;
  if ('guild' in change && !change.guild.members.has(application.botId)) return farewell(change, world);
  switch (change.is) {
    case 'guildAdded':
      return [event('GUILD_CREATE', Intent.Guilds, change.guild.id, guildCreateJson(change.guild, world, NO_AUDIENCE))];
    case 'guildChanged':
      return [event('GUILD_UPDATE', Intent.Guilds, change.guild.id, guildJson(change.guild))];
    case 'memberAdded':
    case 'memberChanged':
      return memberEvent(change, world);
    case 'memberRemoved':
      return [userEvent('GUILD_MEMBER_REMOVE', Intent.GuildMembers, change, world)];
    case 'banAdded':
      return banEvent('GUILD_BAN_ADD', change, world);
    case 'banRemoved':
      return banEvent('GUILD_BAN_REMOVE', change, world);
    case 'auditNoted':
      return auditEvent(change, world);
    case 'roleAdded':
    case 'roleChanged': {
      const type = change.is === 'roleAdded' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE';
      const data = { guild_id: change.guild.id, role: roleJson(change.role) };
      return [event(type, Intent.Guilds, change.guild.id, data)];
    }
    case 'roleDeleted': {
      const data = { guild_id: change.guild.id, role_id: change.roleId };
      return [event('GUILD_ROLE_DELETE', Intent.Guilds, change.guild.id, data)];
    }
    case 'channelDeleted':
    case 'channelAdded':
    case 'channelChanged':
      return channelEvents(change, world);
    case 'messageAdded':
    case 'messageChanged':
    case 'messageDeleted':
    case 'messagesDeleted':
      return messageEvents(change, world);
    case 'reactionAdded':
    case 'reactionRemoved':
    case 'reactionsCleared':
      return reactionEvents(change, world);
    case 'typing':
      return typingEvents(change, world);
    case 'pinsChanged':
      return pinEvents(change, world);
    case 'webhooksChanged':
      return webhookEvents(change, world);
    case 'emojisChanged':
      return emojiEvents(change, world);
    case 'inviteAdded':
    case 'inviteDeleted':
      return inviteEvents(change, world);
    case 'threadMembersChanged':
      return threadMemberEvents(change, world);
    case 'userChanged':
      if (change.user.id !== application.botId) return [];
      return [event('USER_UPDATE', 0, undefined, ownUserJson(change.user, application))];
    default:
      return [];
  }
}

/** Each session is told of a server by what it asked to see: the gateway looks again. */
const NO_AUDIENCE = { intents: 0, largeThreshold: 50 };

/** Of a server that it is not in, a bot is told one thing: that it has been taken out. */
function farewell(change: Change, { application }: World): Dispatch[] {
  if (change.is !== 'memberRemoved' || change.userId !== application.botId) return [];
  return [event('GUILD_DELETE', Intent.Guilds, change.guild.id, { id: change.guild.id })];
}

function event(type: string, intent: number, guildId: Id | undefined, data: Json): Dispatch {
  return { type, intent, guildId, data };
}

type MemberChange = Extract<Change, { is: 'memberAdded' | 'memberChanged' }>;

function memberEvent({ is, guild, member }: MemberChange, { users, application }: World): Dispatch[] {
  const isBot = member.userId === application.botId;
  if (is === 'memberAdded' && isBot) return [];
  const type = is === 'memberAdded' ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE';
  const data = { ...memberJson(member, users), guild_id: guild.id };
  // What happens to the bot itself, every session is told.
  return [event(type, isBot ? 0 : Intent.GuildMembers, guild.id, data)];
}

type UserChange = Extract<Change, { is: 'memberRemoved' | 'banAdded' | 'banRemoved' }>;
type BanChange = Extract<Change, { by: Id }>;

function userEvent(type: string, intent: number, { guild, userId }: UserChange, { users }: World): Dispatch {
  const user = users.get(userId);
  return event(type, intent, guild.id, { guild_id: guild.id, user: user ? userJson(user) : { id: userId } });
}

/** Only for bots that could look bans up: with Ban Members, or by the audit log. */
function banEvent(type: string, change: BanChange, world: World): Dispatch[] {
  const sees = (permission: bigint) => may(change.guild, world.application.botId, permission);
  if (!sees(Permission.BanMembers) && !sees(Permission.ViewAuditLog)) return [];
  return [userEvent(type, Intent.GuildModeration, change, world)];
}

/** An entry of the audit log; only for bots that may read the log. */
function auditEvent({ guild, entry }: Extract<Change, { is: 'auditNoted' }>, { application }: World): Dispatch[] {
  if (!may(guild, application.botId, Permission.ViewAuditLog)) return [];
  return [event('GUILD_AUDIT_LOG_ENTRY_CREATE', Intent.GuildModeration, guild.id, auditEventJson(entry, guild))];
}
