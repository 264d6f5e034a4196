import type { Interaction } from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

test('a second answer is refused with 40060', async () => {
  const sandbox = await sandboxForTest();
  const { promise: refused, resolve } = Promise.withResolvers<unknown>();
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('one');
    interaction.replied = false;
    await interaction.reply('two').catch(resolve);
  });
  await sandbox.actor(sandbox.seeded.people.mira).slash('go');
  expect(await refused).toMatchObject({ status: 400, code: 40060 });
});

test('an answer after 3 s is refused with 10062, and the member sees a failure', async () => {
  const sandbox = await sandboxForTest();
  const arrived = Promise.withResolvers<Interaction>();
  await botFor(sandbox, arrived.resolve);
  const answer = sandbox.actor(sandbox.seeded.people.mira).slash('go');
  const interaction = await arrived.promise;
  if (!interaction.isChatInputCommand()) throw new Error('Not a command.');

  await sandbox.clock.skip(3_000);
  expect(await answer).toEqual({ is: 'failed' });
  await expect(interaction.reply('late')).rejects.toMatchObject({ status: 404, code: 10062 });
});

test('an answer just before 3 s is taken', async () => {
  const sandbox = await sandboxForTest();
  const arrived = Promise.withResolvers<Interaction>();
  await botFor(sandbox, arrived.resolve);
  const answer = sandbox.actor(sandbox.seeded.people.mira).slash('go');
  const interaction = await arrived.promise;
  await sandbox.clock.skip(2_999);
  if (interaction.isRepliable()) await interaction.reply('in time');
  expect(await answer).toMatchObject({ is: 'message' });
});

test('a token edits for 15 minutes and then is refused with 50027', async () => {
  const sandbox = await sandboxForTest();
  const answered = Promise.withResolvers<Interaction>();
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('one');
    answered.resolve(interaction);
  });
  await sandbox.actor(sandbox.seeded.people.mira).slash('go');
  const interaction = await answered.promise;
  if (!interaction.isChatInputCommand()) throw new Error('Not a command.');

  await sandbox.clock.skip(15 * 60_000 - 1);
  await interaction.editReply('two');
  await sandbox.clock.skip(1);
  await expect(interaction.editReply('three')).rejects.toMatchObject({ status: 401, code: 50027 });
});

test('without a bot an interaction fails at once', async () => {
  const sandbox = await sandboxForTest();
  sandbox.world.commands.put(undefined, { name: 'go', description: 'Goes.' });
  expect(await sandbox.actor(sandbox.seeded.people.mira).slash('go')).toEqual({ is: 'failed' });
});
