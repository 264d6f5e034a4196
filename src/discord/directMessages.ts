import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { refusalCode } from './rest.ts';
import type { View } from './views/parts.ts';

const Channel = z.object({ id: z.string() });

/** Writes to a person directly. False when it did not reach them: many take no direct messages, and that is their right. */
export type WriteTo = (memberId: string, view: View) => Promise<boolean>;

/** @param report hears why Discord did not deliver a message, for the log */
export function createDirectMessages(rest: REST, report: (code: number | undefined) => void): WriteTo {
  return async (memberId, view) => {
    try {
      const channel = Channel.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: memberId } }));
      await rest.post(Routes.channelMessages(channel.id), {
        body: {
          components: view.components,
          flags: MessageFlags.IsComponentsV2,
          allowed_mentions: { parse: [] },
        },
      });
      return true;
    } catch (error) {
      report(refusalCode(error));
      return false;
    }
  };
}
