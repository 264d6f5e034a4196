import { ComponentType, MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { View } from '../ui/parts.ts';

const Message = z.object({ id: z.string() });

/** Where a posted message is. */
export interface Posted {
  readonly channelId: string;
  readonly messageId: string;
}

interface Manner {
  /** Nobody is notified. */
  readonly quiet?: boolean;
  /** A role that is mentioned under the message, and pinged as far as Discord lets the bot. */
  readonly pinged?: string | undefined;
}

/** Posts into a channel; nobody is pinged unless told so. Throws what Discord refuses. */
export async function post(rest: REST, channelId: string, view: View, manner: Manner = {}): Promise<Posted> {
  const { quiet = false, pinged } = manner;
  const flags = MessageFlags.IsComponentsV2 | (quiet ? MessageFlags.SuppressNotifications : 0);
  const mention = pinged === undefined ? [] : [{ type: ComponentType.TextDisplay, content: `<@&${pinged}>` } as const];
  const allowed_mentions = { parse: [], ...(pinged !== undefined && { roles: [pinged] }) };
  const body = { flags, components: [...view.components, ...mention], allowed_mentions };
  const { id } = Message.parse(await rest.post(Routes.channelMessages(channelId), { body }));
  return { channelId, messageId: id };
}

/** Draws a posted message again. Throws what Discord refuses. */
export async function redraw(rest: REST, { channelId, messageId }: Posted, view: View): Promise<void> {
  const body = { flags: MessageFlags.IsComponentsV2, components: view.components, allowed_mentions: { parse: [] } };
  await rest.patch(Routes.channelMessage(channelId, messageId), { body });
}
