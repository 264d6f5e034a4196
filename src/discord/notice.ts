import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { ServerSettings } from '../gate/settings.ts';
import { DiscordCode, refusalCode } from './rest.ts';
import type { View } from './views/parts.ts';

const Message = z.object({ id: z.string() });

/**
 * Puts the notice into a channel: updates the one that stands there, or posts a new one where there is none, and takes
 * away the one in another channel.
 * @returns the notice's id and whether it was there before. Throws what Discord refuses.
 */
export async function putNotice(rest: REST, channelId: string, view: View, before: ServerSettings | undefined) {
  const body = { flags: MessageFlags.IsComponentsV2, components: view.components, allowed_mentions: { parse: [] } };
  if (before?.channelId === channelId && before.noticeId !== undefined) {
    const known = await existing(rest.patch(Routes.channelMessage(channelId, before.noticeId), { body }));
    if (known) return { noticeId: before.noticeId, is: 'updated' } as const;
  }
  const { id } = Message.parse(await rest.post(Routes.channelMessages(channelId), { body }));
  if (before?.channelId !== undefined && before.channelId !== channelId && before.noticeId !== undefined) {
    await existing(rest.delete(Routes.channelMessage(before.channelId, before.noticeId)));
  }
  return { noticeId: id, is: 'posted' } as const;
}

/** False where the message, its channel or the bot's access to it is gone. */
async function existing(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    const code = refusalCode(error);
    const gone: (number | undefined)[] = [
      DiscordCode.unknownMessage,
      DiscordCode.unknownChannel,
      DiscordCode.missingAccess,
      DiscordCode.missingPermissions,
    ];
    if (gone.includes(code)) return false;
    throw error;
  }
}
