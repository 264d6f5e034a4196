import { Hono } from 'hono';
import type { Interaction } from '../../world/interactions.ts';
import type { Json } from '../../world/types.ts';
import { type Callback, CallbackType, firstAnswer } from '../callbacks.ts';
import { messageJson } from '../json/messages.ts';
import { bodyOf, type Env, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';
import { sentAnswer } from '../sent.ts';

/** The first answer to an interaction. Its token in the path is all the authority it needs. */
export function interactionRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  routes.post('/interactions/:id/:token/callback', (context) => {
    const interaction = world.interactions.get(context.req.param('id'));
    if (!interaction || interaction.token !== context.req.param('token')) throw refusals.unknownInteraction();
    if (interaction.state === 'failed') throw refusals.unknownInteraction();
    if (interaction.state === 'answered') throw refusals.alreadyAcknowledged();
    const callback = firstAnswer(world, interaction, bodyOf(context), context.get('attachments'));
    world.interactions.settle(interaction, callback.answer, sentAnswer(context));
    if (context.req.query('with_response') !== 'true') return context.body(null, 204);
    return context.json(callbackJson(interaction, callback));
  });

  function callbackJson(interaction: Interaction, { type, answer, message }: Callback): Json {
    const about = {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
    };
    if (!message || !('message' in answer)) return { interaction: about };
    // Discord shows the message itself only where the answer brought its content.
    const resource =
      type === CallbackType.Reply || type === CallbackType.Update
        ? { type, message: messageJson(message, world) }
        : undefined;
    const { ephemeral, loading } = answer.message;
    return {
      interaction: {
        ...about,
        response_message_id: message.id,
        response_message_loading: loading,
        response_message_ephemeral: ephemeral,
      },
      ...(resource ? { resource } : {}),
    };
  }

  return routes;
}
