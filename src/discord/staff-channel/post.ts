import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { View } from '../ui/parts.ts';

const Message = z.object({ id: z.string() });

/** Where a posted message is. */
export interface Posted {
  readonly channelId: string;
  readonly messageId: string;
}

/** Posts into a channel; nobody is pinged. @param quiet nor is anybody notified. Throws what Discord refuses. */
export async function post(rest: REST, channelId: string, view: View, quiet = false): Promise<Posted> {
  const flags = MessageFlags.IsComponentsV2 | (quiet ? MessageFlags.SuppressNotifications : 0);
  const body = { flags, components: view.components, allowed_mentions: { parse: [] } };
  const { id } = Message.parse(await rest.post(Routes.channelMessages(channelId), { body }));
  return { channelId, messageId: id };
}

/** Draws a posted message again. Throws what Discord refuses. */
export async function redraw(rest: REST, { channelId, messageId }: Posted, view: View): Promise<void> {
  const body = { flags: MessageFlags.IsComponentsV2, components: view.components, allowed_mentions: { parse: [] } };
  await rest.patch(Routes.channelMessage(channelId, messageId), { body });
}
