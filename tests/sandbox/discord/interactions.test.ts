import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

const button = (customId: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(customId).setLabel('Press').setStyle(ButtonStyle.Primary),
  );

const text = (content: string) => new TextDisplayBuilder().setContent(content);

const modal = () =>
  new ModalBuilder()
    .setCustomId('form')
    .setTitle('Tell me')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Word')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('word').setStyle(TextInputStyle.Short).setMaxLength(10),
        ),
    );

test('a client without intents becomes ready and registers its commands', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox);
  expect(bot.user.username).toBe('Latchkey');
  expect(sandbox.actor(sandbox.seeded.people.mira).command('go')?.body).toMatchObject({ description: 'Goes.' });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('an ephemeral reply and its edit are seen by the member alone', async () => {
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ content: 'one', flags: MessageFlags.Ephemeral });
    await interaction.editReply('two');
  });
  const { people, channels } = sandbox.seeded;
  const mira = sandbox.actor(people.mira);

  const answer = await mira.slash('go', {}, { channelId: channels.verify });
  expect(answer).toMatchObject({
    is: 'message',
    message: { content: 'one', ephemeral: true, author: { name: 'Latchkey' } },
  });
  await sandbox.world.until(() => mira.messages(channels.verify)[0]?.content === 'two');
  expect(sandbox.actor(people.ada).messages(channels.verify)).toEqual([]);
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a deferred reply is loading until it is edited, and becomes Components V2 by the edit', async () => {
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: [new ContainerBuilder().addTextDisplayComponents(text('done'))],
    });
  });
  const { people, channels } = sandbox.seeded;
  const mira = sandbox.actor(people.mira);

  expect(await mira.slash('go', {}, { channelId: channels.verify })).toMatchObject({ message: { loading: true } });
  const shown = await sandbox.world.until(() => mira.messages(channels.verify).find((message) => !message.loading));
  expect(shown).toMatchObject({
    ephemeral: true,
    components: [{ type: 17, components: [{ type: 10, content: 'done' }] }],
  });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a pressed button updates the message it is on', async () => {
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'start', components: [button('next')] });
    if (interaction.isButton()) await interaction.update({ content: `${interaction.customId}!`, components: [] });
  });
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const first = await mira.slash('go');
  if (first.is !== 'message') throw new Error(first.is);

  const pressed = await mira.press(first.message.id, 'next');
  expect(pressed).toMatchObject({ is: 'update', message: { id: first.message.id, content: 'next!', components: [] } });
  expect(await mira.press(first.message.id, 'next'), 'a stale client can still send it').toMatchObject({
    is: 'update',
  });
  await expect(mira.press(first.message.id, 'other')).rejects.toThrow('other');
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a modal opened by a button carries the typed text and updates that message', async () => {
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'start', components: [button('ask')] });
    if (interaction.isButton()) await interaction.showModal(modal());
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({ content: interaction.fields.getTextInputValue('word') });
    }
  });
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const first = await mira.slash('go');
  if (first.is !== 'message') throw new Error(first.is);
  const opened = await mira.press(first.message.id, 'ask');
  if (opened.is !== 'modal') throw new Error(opened.is);

  await expect(mira.submit(opened.modal, { word: 'much too long for it' })).rejects.toThrow('10 characters');
  const submitted = await mira.submit(opened.modal, { word: 'lantern' });
  expect(submitted).toMatchObject({ is: 'update', message: { id: first.message.id, content: 'lantern' } });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a modal opened by a command is answered with a new message, and never with another modal', async () => {
  const sandbox = await sandboxForTest();
  const { promise: refused, resolve } = Promise.withResolvers<unknown>();
  await botFor(sandbox, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal());
    if (!interaction.isModalSubmit()) return;
    const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
    const body = { type: 9, data: modal().toJSON() };
    await interaction.client.rest.post(path, { body, auth: false }).catch(resolve);
    await interaction.reply('thanks');
  });
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const opened = await mira.slash('go');
  if (opened.is !== 'modal') throw new Error(opened.is);
  expect(await mira.submit(opened.modal, { word: 'a' })).toMatchObject({
    is: 'message',
    message: { content: 'thanks' },
  });
  expect(await refused).toMatchObject({ status: 400, code: 50035 });
});

test('a follow-up takes the place of a deferred reply, and the next one is a message of its own', async () => {
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp('one');
    await interaction.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
  });
  const { people, channels } = sandbox.seeded;
  const mira = sandbox.actor(people.mira);
  await mira.slash('go', {}, { channelId: channels.verify });
  await sandbox.world.until(() => mira.messages(channels.verify).length === 2);
  expect(mira.messages(channels.verify).map((message) => message.content)).toEqual(['one', 'two']);
  expect(
    sandbox
      .actor(people.ada)
      .messages(channels.verify)
      .map((message) => message.content),
  ).toEqual(['one']);
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('an ephemeral message cannot be pressed by someone else, nor read through its channel', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ content: 'mine', components: [button('x')], flags: MessageFlags.Ephemeral });
  });
  const { people, channels } = sandbox.seeded;
  const answer = await sandbox.actor(people.mira).slash('go', {}, { channelId: channels.verify });
  if (answer.is !== 'message') throw new Error(answer.is);
  await expect(sandbox.actor(people.ada).press(answer.message.id, 'x')).rejects.toThrow('ephemeral');
  await expect(bot.rest.get(`/channels/${channels.verify}/messages/${answer.message.id}`)).rejects.toMatchObject({
    code: expect.any(Number),
  });
});

test('commands respect default permissions and contexts', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply(interaction.inGuild() ? 'server' : 'direct');
  });
  await bot.application.commands.set([
    { name: 'admin', description: 'For keepers.', defaultMemberPermissions: '32', contexts: [0] },
    { name: 'any', description: 'For all.', contexts: [0, 1] },
  ]);
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const ada = sandbox.actor(sandbox.seeded.people.ada);
  await expect(mira.slash('admin')).rejects.toThrow('cannot use /admin: permissions 32');
  expect(await ada.slash('admin')).toMatchObject({ is: 'message', message: { content: 'server' } });
  await expect(ada.slash('admin', {}, { inDirectMessage: true })).rejects.toThrow('direct messages');
  expect(await mira.slash('any', {}, { inDirectMessage: true })).toMatchObject({ message: { content: 'direct' } });
  expect(sandbox.traffic.problems()).toEqual([]);
});
