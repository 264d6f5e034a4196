import { InteractionResponseType, REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { editOriginal, messageOf, respond } from '../../src/discord/interactions/responses.ts';
import { sentenceView } from '../../src/discord/verify/views/steps.ts';

const deferral = { type: InteractionResponseType.DeferredMessageUpdate } as const;

/** An interaction whose REST notes what it is asked for, and answers with `statuses` in turn. */
function interactionWith(...statuses: readonly number[]) {
  const left = statuses.values();
  const asked: { readonly path: string; readonly authorized: boolean; readonly body: unknown }[] = [];
  const rest = new REST({
    retries: 0,
    makeRequest: async (url, { headers, body }) => {
      const { pathname, search } = new URL(url);
      const authorized = /authorization/i.test(JSON.stringify(headers));
      asked.push({ path: pathname + search, authorized, body: typeof body === 'string' ? JSON.parse(body) : body });
      return new Response(null, { status: left.next().value ?? 204 });
    },
  }).setToken('canary');
  return { id: '1', applicationId: '2', token: 'abc', deferred: false, replied: false, client: { rest }, asked };
}

describe('an answer', () => {
  it('is given for the first time once', async () => {
    const interaction = interactionWith();
    await respond(interaction, deferral);
    await expect(respond(interaction, deferral)).rejects.toThrow('once');
    expect(interaction.asked).toHaveLength(1);
  });

  it('that Discord did not take leaves the interaction unanswered', async () => {
    const interaction = interactionWith(404);
    await expect(respond(interaction, deferral)).rejects.toThrow();
    expect(interaction.replied).toBe(false);
    await respond(interaction, deferral);
    expect(interaction.replied).toBe(true);
  });

  it('goes out without the token of the bot, and asks for nothing back', async () => {
    const interaction = interactionWith();
    await respond(interaction, deferral);
    await editOriginal(interaction, sentenceView('Done.'));
    expect(interaction.asked).toEqual([
      { path: '/api/v10/interactions/1/abc/callback?with_response=false', authorized: false, body: deferral },
      {
        path: '/api/v10/webhooks/2/abc/messages/%40original',
        authorized: false,
        body: messageOf(sentenceView('Done.')),
      },
    ]);
  });

  it('pings nobody', () => {
    expect(messageOf(sentenceView('@everyone'))).toMatchObject({ allowed_mentions: { parse: [] } });
  });
});
