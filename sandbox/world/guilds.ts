import { AuditAction, type How } from './audit.ts';
import { Permission } from './bits.ts';
import { type Channels, createChannels } from './channels.ts';
import { guildOf } from './lookup.ts';
import { createMembers, type Members } from './members.ts';
import { createRoles, type Roles } from './roles.ts';
import type { Application, Guild, Id } from './types.ts';
import type { WorldParts } from './world-parts.ts';

const EVERYONE =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.UseApplicationCommands |
  Permission.CreateInstantInvite |
  Permission.AddReactions |
  Permission.UseExternalEmojis |
  Permission.ChangeNickname |
  Permission.CreatePublicThreads |
  Permission.SendMessagesInThreads;

const BOT = Permission.ManageRoles | Permission.ViewChannel | Permission.SendMessages;

/** Servers, their channels, and direct messages; what is asked for by id must exist, or the caller has a mistake. */
export interface Guilds extends Members, Roles, Channels {
  readonly guilds: ReadonlyMap<Id, Guild>;
  /** A server with @everyone (who may see, write and use commands), its owner, and the bot as a member with its own managed role. */
  addGuild(guild: { name: string; ownerId: Id; locale?: string; botPermissions?: bigint; withBot?: boolean }): Guild;
  /** Adds the bot to a server, with a role of its own that stands just above @everyone. */
  addBot(guildId: Id, permissions?: bigint): void;
  /** Switches rules to accept on or off. Members who are in the server already are not asked; off, nobody is pending any more. */
  setScreening(guildId: Id, on: boolean): void;
  /** Adds the application as an invite without the `bot` scope does: its commands can be used, and its bot is no member (any more). */
  addWithoutBot(guildId: Id): void;
  /** With 1, moderating needs two-factor authentication: a bot whose owner has none is refused, by the code in `refusal`. */
  setMfaLevel(guildId: Id, level: 0 | 1, refusal?: 60003 | 50013): void;
  /** The bot leaves the server, or is kicked; its own role and its commands go with it. */
  removeBot(guildId: Id, how?: How): void;
  /** Changes what `changes` names. */
  changeGuild(guildId: Id, changes: Partial<Pick<Guild, 'name' | 'locale' | 'details'>>, how?: How): void;
}

/** The servers of the world and its direct messages. */
export function createGuilds(parts: WorldParts, application: Application): Guilds {
  const { guilds, newId, emit } = parts;
  const roles = createRoles(parts);
  const members = createMembers(parts);
  const channels = createChannels(parts);

  function join(guildId: Id, permissions: bigint): void {
    const { name, botId } = application;
    const role = roles.addRole(guildId, { name, permissions, managed: true, botId });
    roles.moveRole(guildId, role.id, 1);
    members.addMember(guildId, botId, [role.id]);
    guildOf(parts, guildId).hasCommands = true;
  }

  function removeBot(guildId: Id, how: How = {}): void {
    const { botId } = application;
    const guild = guildOf(parts, guildId);
    const own = [...guild.roles.values()].find((role) => role.botId === botId);
    guild.hasCommands = false;
    members.removeMember(guildId, botId, how);
    if (own) roles.deleteRole(guildId, own.id);
  }

  return {
    ...roles,
    ...members,
    ...channels,
    guilds,
    addGuild({ name, ownerId, locale = 'en-US', botPermissions = BOT, withBot = true }) {
      const id = newId();
      const guild = emptyGuild({ id, name, ownerId, locale });
      guilds.set(id, guild);
      members.addMember(id, ownerId);
      if (withBot) join(id, botPermissions);
      emit({ is: 'guildAdded', guild });
      return guild;
    },
    addBot(guildId, permissions = BOT) {
      join(guildId, permissions);
      emit({ is: 'guildAdded', guild: guildOf(parts, guildId) });
    },
    setScreening(guildId, on) {
      const guild = guildOf(parts, guildId);
      guild.screening = on;
      emit({ is: 'guildChanged', guild });
      if (on) return;
      for (const { userId, pending } of guild.members.values()) if (pending) members.acceptRules(guildId, userId);
    },
    removeBot,
    addWithoutBot(guildId) {
      const guild = guildOf(parts, guildId);
      if (guild.members.has(application.botId)) removeBot(guildId);
      guild.hasCommands = true;
      emit({ is: 'guildChanged', guild });
    },
    setMfaLevel(guildId, level, refusal = 60003) {
      const guild = guildOf(parts, guildId);
      Object.assign(guild, { mfaLevel: level, mfaRefusal: refusal });
      emit({ is: 'guildChanged', guild });
    },
    changeGuild(guildId, changes, how = {}) {
      const guild = guildOf(parts, guildId);
      Object.assign(guild, changes);
      emit({ is: 'guildChanged', guild });
      const noted = Object.keys(changes).map((key) => ({ key }));
      parts.audit.note(guild, how, { action: AuditAction.GuildUpdate, targetId: guildId, changes: noted });
    },
  };
}

/** A server with nobody in it and no role but @everyone. */
function emptyGuild(given: Pick<Guild, 'id' | 'name' | 'ownerId' | 'locale'>): Guild {
  const guild: Guild = {
    ...given,
    screening: false,
    onboarding: undefined,
    mfaLevel: 0,
    mfaRefusal: 60003,
    hasCommands: false,
    details: {},
    emojis: new Map(),
    invites: new Map(),
    threads: new Map(),
    roles: new Map(),
    members: new Map(),
    channels: new Map(),
    bans: new Map(),
  };
  const everyone = {
    id: given.id,
    name: '@everyone',
    permissions: EVERYONE,
    position: 0,
    color: 0,
    managed: false,
    details: {},
  };
  guild.roles.set(given.id, everyone);
  return guild;
}
