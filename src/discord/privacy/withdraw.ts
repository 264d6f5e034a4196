import { type REST, Routes } from 'discord.js';
import type { HelpRequest } from '../../gate/ports.ts';
import type { Log } from '../../log.ts';
import { refusalCode } from '../rest/errors.ts';

/**
 * Deletes a request's message from the staff channel: it quotes what the member wrote. Never throws: one that is gone
 * already is nobody's loss.
 */
export function createWithdrawal(rest: REST, log: Log) {
  return async ({ staffMessage }: HelpRequest): Promise<void> => {
    if (!staffMessage) return;
    const { channelId, messageId } = staffMessage;
    try {
      // Without a reason: the server's audit log would tell others who asked to be forgotten.
      await rest.delete(Routes.channelMessage(channelId, messageId));
    } catch (error) {
      log.info({ discordCode: refusalCode(error) }, 'a request was not withdrawn');
    }
  };
}
