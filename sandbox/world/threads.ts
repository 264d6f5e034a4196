import { AuditAction, type How } from './audit.ts';
import { guildOf, known } from './lookup.ts';
import type { Channel, Id, Json, Thread } from './types.ts';
import type { WorldParts } from './world-parts.ts';

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

export interface Threads {
  addThread(parentId: Id, thread: NewThread, how?: How): Channel;
  /** Changes what `changes` names of a thread. */
  changeThread(
    threadId: Id,
    changes: Partial<Pick<Thread, 'archived' | 'locked' | 'invitable' | 'autoArchiveAfter'>>,
    how?: How,
  ): void;
  joinThread(threadId: Id, userId: Id): void;
  leaveThread(threadId: Id, userId: Id): void;
}

/**
 * Threads of channels: begun, changed, joined and left.
 * @param find any channel or thread, by its id
 * @param change changes the named fields of a channel or a thread, and announces it
 */
export function createThreads(
  parts: WorldParts,
  find: (channelId: Id) => Channel | undefined,
  change: (threadId: Id, changes: Record<string, never>, how: How) => void,
): Threads {
  const { newId, emit } = parts;

  function threadOf(threadId: Id): { channel: Channel; thread: Thread } {
    const found = known(find(threadId), `thread ${threadId}`);
    return { channel: found, thread: known(found.thread, `thread ${threadId}`) };
  }

  return {
    addThread(parentId, { id, name, type, ownerId, autoArchiveAfter, invitable, details = {} }, how = {}) {
      const parent = known(find(parentId), `channel ${parentId}`);
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
      change(threadId, {}, how);
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
  };
}
