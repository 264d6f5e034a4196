import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import type { View } from '../ui/parts.ts';

const Message = z.object({ id: z.string() });

/** Where a notice stands. */
export interface NoticePlace {
  readonly channelId: string;
  readonly messageId: string;
}

/** `unknown`: Discord did not say, or does not let the bot read there. */
export type NoticeState = 'none' | 'there' | 'gone' | 'unknown';

/** Whether the posted notice still stands. Never throws for what Discord says. */
export async function lookAtNotice(rest: REST, place: NoticePlace | undefined): Promise<NoticeState> {
  if (!place) return 'none';
  try {
    await rest.get(Routes.channelMessage(place.channelId, place.messageId));
    return 'there';
  } catch (error) {
    const code = refusalCode(error);
    return code === DiscordCode.unknownMessage || code === DiscordCode.unknownChannel ? 'gone' : 'unknown';
  }
}

export type PutNotice =
  | { readonly is: 'posted' | 'updated'; readonly messageId: string }
  /** Discord does not let the bot post there, or did not answer. */
  | { readonly is: 'refused' };

/**
 * Puts the notice into a channel: updates the one that stands there, or posts a new one where there is none, and takes
 * away the one in another channel.
 * @param before where a notice was put last
 */
export async function putNotice(
  rest: REST,
  channelId: string,
  view: View,
  before: NoticePlace | undefined,
): Promise<PutNotice> {
  const body = { flags: MessageFlags.IsComponentsV2, components: view.components, allowed_mentions: { parse: [] } };
  if (before?.channelId === channelId) {
    const update = await attempt(rest.patch(Routes.channelMessage(channelId, before.messageId), { body }));
    if (update.is === 'done') return { is: 'updated', messageId: before.messageId };
    // Whether it still stands is not known, and nobody wants two.
    if (update.is === 'noAnswer') return { is: 'refused' };
  }
  const post = await attempt(rest.post(Routes.channelMessages(channelId), { body }));
  if (post.is !== 'done') return { is: 'refused' };
  if (before && before.channelId !== channelId) {
    await attempt(rest.delete(Routes.channelMessage(before.channelId, before.messageId)));
  }
  return { is: 'posted', messageId: Message.parse(post.body).id };
}

type Attempt = { readonly is: 'done'; readonly body: unknown } | { readonly is: 'outOfReach' | 'noAnswer' };

const outOfReach: readonly (number | undefined)[] = [
  DiscordCode.unknownMessage,
  DiscordCode.unknownChannel,
  DiscordCode.missingAccess,
  DiscordCode.missingPermissions,
];

/** `outOfReach`: the message, its channel or the bot's access to it is gone. Throws what is wrong with the request itself. */
async function attempt(request: Promise<unknown>): Promise<Attempt> {
  try {
    return { is: 'done', body: await request };
  } catch (error) {
    const code = refusalCode(error);
    if (code === undefined) return { is: 'noAnswer' };
    if (outOfReach.includes(code)) return { is: 'outOfReach' };
    throw error;
  }
}
