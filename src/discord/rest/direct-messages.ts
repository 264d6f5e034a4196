import { MessageFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { View } from '../ui/parts.ts';
import { DiscordCode, refusalCode } from './errors.ts';

const Channel = z.object({ id: z.string() });

/** What came of a direct message. `unwanted`: they take none, and that is their right. `lost`: Discord did not take it, or was not asked. */
export type Letter = 'arrived' | 'unwanted' | 'lost';

/** Writes to a person directly. */
export type WriteTo = (memberId: string, view: View) => Promise<Letter>;

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
      return 'arrived';
    } catch (error) {
      const code = refusalCode(error);
      report(code);
      return code === DiscordCode.cannotWriteTo ? 'unwanted' : 'lost';
    }
  };
}
