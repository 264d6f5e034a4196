import { AuditAction, type How } from './audit.ts';
import { guildOf, known } from './lookup.ts';
import { createOverwrites } from './overwrites.ts';
import { createThreads, type Threads } from './threads.ts';
import type { Channel, Id, Json, Overwrite } from './types.ts';
import type { WorldParts } from './world-parts.ts';

export interface NewChannel {
  readonly name: string;
  /** Discord's channel type; 0 (text) when left out. */
  readonly type?: number;
  readonly overwrites?: readonly Overwrite[];
  readonly details?: Json;
}

export interface Channels extends Threads {
  addChannel(guildId: Id, channel: NewChannel, how?: How): Channel;
  /** Changes what `changes` names, of a channel or a thread. */
  changeChannel(
    channelId: Id,
    changes: Partial<Pick<Channel, 'name' | 'position' | 'overwrites' | 'details'>>,
    how?: How,
  ): void;
  /** A channel is gone, with all its messages. */
  deleteChannel(channelId: Id, how?: How): void;
  /** Replaces all of a channel's overwrites. */
  setOverwrites(channelId: Id, overwrites: readonly Overwrite[]): void;
  /** Sets one overwrite, in a category also for the channels in it that are synced with it. */
  setOverwrite(channelId: Id, overwrite: Overwrite, how?: How): void;
  /** Takes one away, in a category also from the channels in it that are synced with it. */
  removeOverwrite(channelId: Id, overwriteId: Id, how?: How): void;
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
    ...createOverwrites(parts, channel),
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
    ...createThreads(parts, channel, changeChannel),
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
      return directChannels.get(userId) ?? openDirect(parts, userId);
    },
  };
}

function openDirect({ directChannels, newId, emit }: WorldParts, userId: Id): Channel {
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
}
