import { AuditAction, type How } from './audit.ts';
import { guildOf, known } from './lookup.ts';
import type { Channel, Id, Json, Overwrite, Thread } from './types.ts';
import type { WorldParts } from './world-parts.ts';

export interface NewChannel {
  readonly name: string;
  /** Discord's channel type; 0 (text) when left out. */
  readonly type?: number;
  readonly overwrites?: readonly Overwrite[];
  readonly details?: Json;
}

export interface NewThread {
  /** The message that it was started from has the same id; a new one, when left out. */
  readonly id?: Id;
  readonly name: string;
  /** 10 in an announcement channel, 11 public, 12 private. */
  readonly type: number;
  readonly ownerId: Id;
  /** Minutes. */
  readonly autoArchiveAfter: number;
  readonly invitable: boolean;
  readonly details?: Json;
}

export interface Channels {
  addChannel(guildId: Id, channel: NewChannel, how?: How): Channel;
  /** Changes what `changes` names, of a channel or a thread. */
  changeChannel(
    channelId: Id,
    changes: Partial<Pick<Channel, 'name' | 'position' | 'overwrites' | 'details'>>,
    how?: How,
  ): void;
  addThread(parentId: Id, thread: NewThread, how?: How): Channel;
  /** Changes what `changes` names of a thread. */
  changeThread(
    threadId: Id,
    changes: Partial<Pick<Thread, 'archived' | 'locked' | 'invitable' | 'autoArchiveAfter'>>,
    how?: How,
  ): void;
  joinThread(threadId: Id, userId: Id): void;
  leaveThread(threadId: Id, userId: Id): void;
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

/** Channels and threads of servers, and direct messages. */
export function createChannels(parts: WorldParts): Channels {
  const { guilds, directChannels, newId, emit } = parts;

  function channel(channelId: Id): Channel | undefined {
    for (const guild of guilds.values()) {
      const found = guild.channels.get(channelId) ?? guild.threads.get(channelId);
      if (found) return found;
    }
    return [...directChannels.values()].find((direct) => direct.id === channelId);
  }

  function threadOf(threadId: Id): { channel: Channel; thread: Thread } {
    const found = known(channel(threadId), `thread ${threadId}`);
    return { channel: found, thread: known(found.thread, `thread ${threadId}`) };
  }

  function changeChannel(...[channelId, changes, how = {}]: Parameters<Channels['changeChannel']>): void {
    const changed = known(channel(channelId), `channel ${channelId}`);
    Object.assign(changed, changes);
    if (changed.thread) changed.thread.changedAt = parts.now();
    emit({ is: 'channelChanged', channel: changed });
    const noted = Object.keys(changes).map((key) => ({ key }));
    const action = changed.thread ? AuditAction.ThreadUpdate : AuditAction.ChannelUpdate;
    parts.audit.note(guildOf(parts, changed.guildId ?? ''), how, { action, targetId: channelId, changes: noted });
  }

  return {
    addChannel(guildId, { name, type = 0, overwrites = [], details = {} }, how = {}) {
      const guild = guildOf(parts, guildId);
      const added: Channel = {
        id: newId(),
        guildId,
        type,
        name,
        position: guild.channels.size,
        overwrites: [...overwrites],
        details,
      };
      guild.channels.set(added.id, added);
      emit({ is: 'channelAdded', channel: added });
      const changes = [{ key: 'name', after: name }];
      parts.audit.note(guild, how, { action: AuditAction.ChannelCreate, targetId: added.id, changes });
      return added;
    },
    changeChannel,
    addThread(parentId, { id, name, type, ownerId, autoArchiveAfter, invitable, details = {} }, how = {}) {
      const parent = known(channel(parentId), `channel ${parentId}`);
      const guild = guildOf(parts, parent.guildId ?? '');
      const thread: Channel = {
        id: id ?? newId(),
        guildId: guild.id,
        type,
        name,
        position: 0,
        overwrites: [],
        details,
        thread: {
          ownerId,
          parentId,
          members: new Map([[ownerId, parts.now()]]),
          archived: false,
          locked: false,
          invitable,
          autoArchiveAfter,
          changedAt: parts.now(),
        },
      };
      guild.threads.set(thread.id, thread);
      emit({ is: 'channelAdded', channel: thread });
      const changes = [{ key: 'name', after: name }];
      parts.audit.note(guild, how, { action: AuditAction.ThreadCreate, targetId: thread.id, changes });
      return thread;
    },
    changeThread(threadId, changes, how = {}) {
      Object.assign(threadOf(threadId).thread, changes);
      changeChannel(threadId, {}, how);
    },
    joinThread(threadId, userId) {
      const {
        channel: thread,
        thread: { members },
      } = threadOf(threadId);
      if (members.has(userId)) return;
      members.set(userId, parts.now());
      emit({ is: 'threadMembersChanged', thread, added: [userId], removed: [] });
    },
    leaveThread(threadId, userId) {
      const {
        channel: thread,
        thread: { members },
      } = threadOf(threadId);
      if (members.delete(userId)) emit({ is: 'threadMembersChanged', thread, added: [], removed: [userId] });
    },
    deleteChannel(channelId, how = {}) {
      const gone = known(channel(channelId), `channel ${channelId}`);
      const guild = guildOf(parts, gone.guildId ?? '');
      guild.channels.delete(channelId);
      guild.threads.delete(channelId);
      for (const [id, { thread }] of guild.threads) if (thread?.parentId === channelId) guild.threads.delete(id);
      emit({ is: 'channelDeleted', channel: gone });
      const changes = [{ key: 'name', before: gone.name }];
      parts.audit.note(guild, how, {
        action: gone.thread ? AuditAction.ThreadDelete : AuditAction.ChannelDelete,
        targetId: channelId,
        changes,
      });
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
        details: {},
      };
      directChannels.set(userId, opened);
      emit({ is: 'channelAdded', channel: opened });
      return opened;
    },
  };
}
