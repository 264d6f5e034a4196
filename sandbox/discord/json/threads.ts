import type { Channel, Id, Json, Thread } from '../../world/types.ts';

/** Discord's channel type of a private thread. */
export const PRIVATE_THREAD = 12;

/** A thread as a channel: it has its channel's permissions, and none of its own. */
export function threadJson(channel: Channel, thread: Thread): Json {
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: channel.name,
    flags: 0,
    last_message_id: null,
    rate_limit_per_user: 0,
    message_count: 0,
    total_message_sent: 0,
    member_count: thread.members.size,
    ...channel.details,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: new Date(thread.changedAt).toISOString(),
      auto_archive_duration: thread.autoArchiveAfter,
      locked: thread.locked,
      create_timestamp: new Date(thread.members.get(thread.ownerId) ?? thread.changedAt).toISOString(),
      ...(channel.type === PRIVATE_THREAD ? { invitable: thread.invitable } : {}),
    },
  };
}

export function threadMemberJson(threadId: Id, userId: Id, since: number): Json {
  return { id: threadId, user_id: userId, join_timestamp: new Date(since).toISOString(), flags: 0 };
}
