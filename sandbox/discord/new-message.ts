import { isJson } from '../world/components.ts';
import type { NewMessage } from '../world/messages.ts';
import type { Channel, Json, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Kit } from './kit.ts';
import { fieldError, refusals } from './refusals.ts';

const REPLY = 19;
const FORWARD = 1;
const NONCE_REMEMBERED = 300_000;

/** The message that a new one answers. One that is not there is refused, unless the bot says that it does not matter. */
export function answeredMessage(
  { world }: Kit,
  channel: Channel,
  { message_reference: asked }: Json,
): Pick<NewMessage, 'type' | 'reference'> {
  if (!isJson(asked)) return {};
  if (asked.type === FORWARD) throw refusals.gap('a forwarded message');
  const answered = world.messages.get(String(asked.message_id));
  const isThere = answered?.channelId === channel.id && answered.onlyFor === undefined;
  if (isThere) return { type: REPLY, reference: { messageId: answered.id, channelId: channel.id } };
  if (asked.fail_if_not_exists === false) return {};
  const words = 'Unknown message';
  throw refusals.invalidForm(fieldError(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', words));
}

/** With `enforce_nonce`, a nonce that the bot has just used names the message that it was used for. */
export function formerWithNonce(world: World, channel: Channel, { nonce, enforce_nonce }: Json): Message | undefined {
  if (enforce_nonce !== true || nonce === undefined || nonce === null) return undefined;
  const { botId } = world.application;
  return world.messages
    .inChannel(channel.id, botId)
    .find((each) => each.authorId === botId && each.nonce === nonce && world.now() - each.createdAt < NONCE_REMEMBERED);
}
