import { ApplicationCommandOptionType, ApplicationCommandType, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

const { Guilds, GuildMessages, GuildMessageTyping, MessageContent } = GatewayIntentBits;
const letter = { name: 'letter.txt', contentType: 'text/plain', bytes: Buffer.from('Ahoy') };

test('a person writes, answers, edits, deletes, reacts and types, and the bot hears it', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded, actor } = sandbox;
  world.application.privilegedIntents = MessageContent;
  const bot = await botFor(sandbox, undefined, {
    intents: [Guilds, GuildMessages, GuildMessageTyping, MessageContent],
  });
  const heard: string[] = [];
  bot.on('messageCreate', (message) => void heard.push(`create ${message.content} ${message.attachments.size}`));
  bot.on('messageUpdate', (_, message) => void heard.push(`update ${message.content}`));
  bot.on('messageDelete', (message) => void heard.push(`delete ${message.id}`));
  bot.on('typingStart', ({ member }) => void heard.push(`typing ${member?.displayName}`));
  const [mira, jonas] = [actor(seeded.people.mira), actor(seeded.people.jonas)];
  const at = seeded.channels.verify;

  await mira.type(at);
  const first = await mira.write(at, 'Hello', { files: [letter] });
  await mira.edit(first.id, 'Hello there');
  await jonas.write(at, 'Hi', { replyTo: first.id });
  await jonas.react(first.id, '👋');
  await jonas.unreact(first.id, '👋');
  await expect(jonas.edit(first.id, 'x')).rejects.toThrow('did not write');
  await expect(jonas.remove(first.id)).rejects.toThrow('may not delete');
  await mira.remove(first.id);
  await expect
    .poll(() => heard)
    .toEqual(['typing Mira Vale', 'create Hello 1', 'update Hello there', 'create Hi 0', `delete ${first.id}`]);
});

test('a person uses a command on a message, gives it a file, and files to a form', async () => {
  const sandbox = await sandboxForTest();
  const { seeded, actor, traffic } = sandbox;
  const got: unknown[] = [];
  const bot = await botFor(sandbox, async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) {
      got.push(interaction.targetMessage.content);
      await interaction.showModal(form);
    } else if (interaction.isModalSubmit()) {
      got.push(interaction.fields.getUploadedFiles('papers', true).map(({ name, size }) => `${name} ${size}`));
      await interaction.reply('filed');
    } else if (interaction.isChatInputCommand()) {
      got.push(interaction.options.getAttachment('letter')?.name);
      await interaction.reply('read');
    }
  });
  const option = {
    name: 'letter',
    description: 'A letter',
    type: ApplicationCommandOptionType.Attachment,
    required: true,
  } as const;
  await bot.application.commands.set([
    { name: 'File away', type: ApplicationCommandType.Message },
    { name: 'read', description: 'Reads.', options: [option] },
  ]);
  const mira = actor(seeded.people.mira);
  const { id } = await mira.write(seeded.channels.verify, 'An old map');
  const opened = await mira.useOnMessage('File away', id);
  if (opened.is !== 'modal') throw new Error(opened.is);
  await expect(mira.submit(opened.modal, { papers: [] })).rejects.toThrow('takes 1 to 2 files');
  expect(await mira.submit(opened.modal, { papers: [letter, letter] })).toMatchObject({ is: 'message' });
  await expect(mira.slash('read', { letter: 'x' })).rejects.toThrow('takes a file');
  expect(await mira.slash('read', { letter })).toMatchObject({ is: 'message' });
  expect(got).toEqual(['An old map', ['letter.txt 4', 'letter.txt 4'], 'letter.txt']);
  expect(traffic.problems()).toEqual([]);
});

const papers = { type: 19, custom_id: 'papers', min_values: 1, max_values: 2, required: true };
const form = { title: 'Papers', custom_id: 'form', components: [{ type: 18, label: 'Papers', component: papers }] };
