import { type Interaction, MessageFlags } from 'discord.js';
import { expect, it } from 'vitest';
import { mergeHandlers } from '../../src/discord/interactions/router.ts';
import { createTraffic } from '../../src/discord/interactions/traffic.ts';
import { botFor, sandboxForTest } from '../sandbox/discord/bot.ts';

const handlers = mergeHandlers([{ commands: { go: async () => {} } }]);

/** The real client in the sandbox, watched; `answer` deals with each interaction. */
async function watched(answer: (interaction: Interaction) => Promise<unknown>, known = handlers) {
  const sandbox = await sandboxForTest();
  const seen: unknown[] = [];
  const replies: (number | undefined)[] = [];
  const traffic = createTraffic(
    {
      answered: (kind, ms) => seen.push({ kind, ms }),
      unanswered: (kind) => seen.push({ kind }),
      discordReplied: ({ status }) => replies.push(status),
    },
    sandbox.clock,
  );
  const ended = Promise.withResolvers<void>();
  const timed = traffic.timed(async (interaction) => {
    await answer(interaction);
  }, known);
  const bot = await botFor(sandbox, (interaction) => timed(interaction).then(ended.resolve, ended.resolve));
  bot.rest.options.makeRequest = traffic.request;
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  return { sandbox, bot, mira, seen, replies, ended: ended.promise };
}

it('times the first answer that Discord takes, and no later one', async () => {
  const { mira, seen, replies, ended, sandbox } = await watched(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await sandbox.clock.skip(1_200);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await sandbox.clock.skip(5_000);
    await interaction.editReply('done');
  });
  await mira.slash('go');
  await ended;
  expect(seen).toEqual([{ kind: '/go', ms: 1_200 }]);
  expect(replies).toEqual([expect.any(Number), 200]);
});

it('reports an interaction whose answer Discord did not take, and of one without any', async () => {
  const late = await watched(async (interaction) => {
    await late.sandbox.clock.skip(3_000);
    if (interaction.isRepliable()) await interaction.reply('late');
  });
  await late.mira.slash('go');
  await late.ended;
  expect(late.seen).toEqual([{ kind: '/go' }]);
  expect(late.replies).toEqual([404]);

  const silent = await watched(async () => silent.sandbox.clock.skip(3_000));
  await silent.mira.slash('go');
  await silent.ended;
  expect(silent.seen).toEqual([{ kind: '/go' }]);
});

it('knows a command by its name only if there is a handler for it', async () => {
  const { mira, seen, ended } = await watched(async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply('done');
  }, mergeHandlers([]));
  await mira.slash('go');
  await ended;
  expect(seen).toEqual([{ kind: 'unknown', ms: 0 }]);
});

it('reports a request that had no answer at all', async () => {
  const { sandbox, bot, replies } = await watched(async () => undefined);
  await sandbox.close();
  await expect(bot.rest.get('/gateway')).rejects.toThrow();
  expect(replies).toEqual([undefined]);
});
