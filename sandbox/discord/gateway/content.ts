import { Intent } from '../../world/bits.ts';
import { jsonList } from '../../world/components.ts';
import type { Id, Json } from '../../world/types.ts';

/**
 * A message as a bot with these intents reads it: without the message content intent, what people write stays empty,
 * except in direct messages and where they mention the bot.
 */
export function readable(message: Json, intents: number, botId: Id): Json {
  if (intents & Intent.MessageContent || message.guild_id === undefined) return message;
  const author = jsonList([message.author])[0];
  const isForBot = author?.id === botId || jsonList(message.mentions).some(({ id }) => id === botId);
  return isForBot ? message : { ...message, content: '', embeds: [], components: [], attachments: [] };
}
