import { AuditAction, type How } from './audit.ts';
import { Permission } from './bits.ts';
import { guildOf, known } from './lookup.ts';
import { createMembers, type Members } from './members.ts';
import { createRoles, type Roles } from './roles.ts';
import type { Application, Channel, Guild, Id, Overwrite } from './types.ts';
import type { WorldParts } from './world.ts';

const EVERYONE =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.UseApplicationCommands;

const BOT = Permission.ManageRoles | Permission.ViewChannel | Permission.SendMessages;

export interface NewChannel {
  readonly name: string;
  /** Discord's channel type; 0 (text) when left out. */
  readonly type?: number;
  readonly overwrites?: readonly Overwrite[];
}

/** Servers, their channels, and direct messages; what is asked for by id must exist, or the caller has a mistake. */
export interface Guilds extends Members, Roles {
  readonly guilds: ReadonlyMap<Id, Guild>;
  /** A server with @everyone (who may see, write and use commands), its owner, and the bot as a member with its own managed role. */
  addGuild(guild: { name: string; ownerId: Id; locale?: string; botPermissions?: bigint; withBot?: boolean }): Guild;
  /** Adds the bot to a server, with a role of its own that stands just above @everyone. */
  addBot(guildId: Id, permissions?: bigint): void;
  /** Switches rules to accept on or off. Who is in the server already is not asked; off, nobody is pending any more. */
  setScreening(guildId: Id, on: boolean): void;
  /** Adds the application as an invite without the `bot` scope does: its commands can be used, and its bot is no member (any more). */
  addWithoutBot(guildId: Id): void;
  /** With 1, moderating needs two-factor authentication: a bot whose owner has none is refused, by the code in `refusal`. */
  setMfaLevel(guildId: Id, level: 0 | 1, refusal?: 60003 | 50013): void;
  /** The bot leaves the server, or is kicked; its own role and its commands go with it. */
  removeBot(guildId: Id, how?: How): void;
  addChannel(guildId: Id, channel: NewChannel): Channel;
  /** A channel is gone, with all its messages. */
  deleteChannel(channelId: Id, how?: How): void;
  /** Replaces all of a channel's overwrites. */
  setOverwrites(channelId: Id, overwrites: readonly Overwrite[]): void;
  /** Any channel: of a server, or a direct message. */
  channel(channelId: Id): Channel | undefined;
  /** The direct message between the bot and a person, opened if need be. */
  directChannel(userId: Id): Channel;
  /** The same, if it has been opened. */
  openedDirectChannel(userId: Id): Channel | undefined;
}

/** The servers of the world and its direct messages. */
export function createGuilds(parts: WorldParts, application: Application): Guilds {
  const { guilds, directChannels, newId, emit } = parts;
  const roles = createRoles(parts);
  const members = createMembers(parts);

  function channel(channelId: Id): Channel | undefined {
    for (const guild of guilds.values()) {
      const found = guild.channels.get(channelId);
      if (found) return found;
    }
    return [...directChannels.values()].find((direct) => direct.id === channelId);
  }

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
    guilds,
    addGuild({ name, ownerId, locale = 'en-US', botPermissions = BOT, withBot = true }) {
      const id = newId();
      const guild: Guild = {
        id,
        name,
        ownerId,
        locale,
        screening: false,
        onboarding: undefined,
        mfaLevel: 0,
        mfaRefusal: 60003,
        hasCommands: false,
        roles: new Map(),
        members: new Map(),
        channels: new Map(),
        bans: new Map(),
      };
      const everyone = { id, name: '@everyone', permissions: EVERYONE, position: 0, color: 0, managed: false };
      guild.roles.set(id, everyone);
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
    addChannel(guildId, { name, type = 0, overwrites = [] }) {
      const guild = guildOf(parts, guildId);
      const added: Channel = {
        id: newId(),
        guildId,
        type,
        name,
        position: guild.channels.size,
        overwrites: [...overwrites],
      };
      guild.channels.set(added.id, added);
      emit({ is: 'channelAdded', channel: added });
      return added;
    },
    deleteChannel(channelId, how = {}) {
      const gone = known(channel(channelId), `channel ${channelId}`);
      const guild = guildOf(parts, gone.guildId ?? '');
      guild.channels.delete(channelId);
      emit({ is: 'channelDeleted', channel: gone });
      const changes = [{ key: 'name', before: gone.name }];
      parts.audit.note(guild, how, { action: AuditAction.ChannelDelete, targetId: channelId, changes });
    },
    setOverwrites(channelId, overwrites) {
      const changed = known(channel(channelId), `channel ${channelId}`);
      changed.overwrites = [...overwrites];
      emit({ is: 'channelChanged', channel: changed });
    },
    channel,
    openedDirectChannel: (userId) => directChannels.get(userId),
    directChannel(userId) {
      const former = directChannels.get(userId);
      if (former) return former;
      const opened: Channel = {
        id: newId(),
        guildId: undefined,
        recipientId: userId,
        type: 1,
        name: '',
        position: 0,
        overwrites: [],
      };
      directChannels.set(userId, opened);
      emit({ is: 'channelAdded', channel: opened });
      return opened;
    },
  };
}
