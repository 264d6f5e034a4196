import { type REST, Routes } from 'discord.js';
import type { HelpRequest } from '../../gate/ports.ts';
import { refusalCode } from '../rest.ts';

/**
 * Deletes a request's message from the staff channel: it quotes what the member wrote. Never throws: one that is gone
 * already is nobody's loss. @param report hears what Discord refused
 */
export function createWithdrawal(rest: REST, report: (code: number | undefined) => void) {
  return async ({ staffMessage }: HelpRequest): Promise<void> => {
    if (!staffMessage) return;
    const { channelId, messageId } = staffMessage;
    try {
      await rest.delete(Routes.channelMessage(channelId, messageId), { reason: 'The member withdrew the request' });
    } catch (error) {
      report(refusalCode(error));
    }
  };
}
