import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type Interaction,
  RoleSelectMenuBuilder,
  StringSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

/** A sandbox whose bot answers every interaction with what `words` makes of it. */
async function answering(words: (interaction: Interaction) => string) {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply(words(interaction));
  });
  return { sandbox, bot, ...sandbox.seeded };
}

test('options arrive with the roles, channels and people they name', async () => {
  const named = ({ options }: ChatInputCommandInteraction) =>
    [
      options.getRole('role')?.name,
      options.getUser('who')?.displayName,
      options.getBoolean('sure'),
      options.getInteger('n'),
    ].join();
  const { sandbox, bot, people, roles } = await answering((it) => (it.isChatInputCommand() ? named(it) : ''));
  await bot.application.commands.set([
    {
      name: 'setup',
      description: 'Sets up.',
      options: [
        { name: 'role', description: 'Which.', type: ApplicationCommandOptionType.Role, required: true },
        { name: 'who', description: 'Whom.', type: ApplicationCommandOptionType.User },
        { name: 'sure', description: 'Really.', type: ApplicationCommandOptionType.Boolean },
        { name: 'n', description: 'How many.', type: ApplicationCommandOptionType.Integer },
      ],
    },
  ]);
  const ada = sandbox.actor(people.ada);
  const answer = await ada.slash('setup', { role: roles.verified, who: people.mira, sure: true, n: 3 });
  expect(answer).toMatchObject({ message: { content: 'Verified,Mira Vale,true,3' } });
  await expect(ada.slash('setup')).rejects.toThrow('role is required');
  await expect(ada.slash('setup', { role: '1' })).rejects.toThrow('There is no role 1');
  await expect(ada.slash('setup', { role: roles.verified, other: 1 })).rejects.toThrow('other');
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('subcommands, completion and commands on a person work', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, async (interaction) => {
    if (interaction.isAutocomplete())
      await interaction.respond([{ name: interaction.options.getFocused(), value: 'x' }]);
    if (interaction.isChatInputCommand()) await interaction.reply(interaction.options.getSubcommand());
    if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.displayName);
  });
  const text = {
    name: 'text',
    description: 'What.',
    type: ApplicationCommandOptionType.String,
    autocomplete: true,
  } as const;
  await bot.application.commands.set([
    {
      name: 'roster',
      description: 'Who is in.',
      options: [
        { name: 'find', description: 'Finds.', type: ApplicationCommandOptionType.Subcommand, options: [text] },
      ],
    },
    { name: 'Look up', type: ApplicationCommandType.User },
  ]);
  const { people } = sandbox.seeded;
  const ada = sandbox.actor(people.ada);
  expect(await ada.complete('roster find', { text: 'mi' }, 'text')).toEqual({
    is: 'choices',
    choices: [{ name: 'mi', value: 'x' }],
  });
  expect(await ada.slash('roster find', { text: 'mira' })).toMatchObject({ message: { content: 'find' } });
  expect(await ada.useOn('Look up', people.mira)).toMatchObject({ message: { content: 'Mira Vale' } });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('selects send their values, and roles behind them', async () => {
  const colours = new StringSelectMenuBuilder().setCustomId('colour').addOptions({ label: 'Red', value: 'red' });
  const sandbox = await sandboxForTest();
  await botFor(sandbox, async (interaction) => {
    const rows = [
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(colours),
      new ActionRowBuilder<RoleSelectMenuBuilder>().addComponents(new RoleSelectMenuBuilder().setCustomId('role')),
    ];
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'choose', components: rows });
    if (interaction.isStringSelectMenu()) await interaction.update(interaction.values.join());
    if (interaction.isRoleSelectMenu()) await interaction.update(interaction.roles.map((role) => role.name).join());
  });
  const { people, roles } = sandbox.seeded;
  const mira = sandbox.actor(people.mira);
  const asked = await mira.slash('go');
  if (asked.is !== 'message') throw new Error(asked.is);
  expect(await mira.select(asked.message.id, 'colour', ['red'])).toMatchObject({ message: { content: 'red' } });
  expect(await mira.select(asked.message.id, 'role', [roles.verified])).toMatchObject({
    message: { content: 'Verified' },
  });
  await expect(mira.select(asked.message.id, 'colour', ['blue'])).rejects.toThrow('does not offer blue');
  await expect(mira.press(asked.message.id, 'colour')).rejects.toThrow('not a button');
});

test('a modal sends checkboxes, choices and defaults', async () => {
  const options = [
    { label: 'One', value: 'one' },
    { label: 'Two', value: 'two', default: true },
  ];
  const labelled = (label: string, component: object) => ({ type: 18, label, component });
  const data = {
    custom_id: 'form',
    title: 'Form',
    components: [
      { type: 10, content: 'Read this.' },
      labelled('Agree', { type: 23, custom_id: 'agree' }),
      labelled('Some', { type: 22, custom_id: 'some', options, min_values: 1, max_values: 2 }),
      labelled('Word', { type: 4, custom_id: 'word', style: 1, value: 'kept' }),
    ],
  };
  const sandbox = await sandboxForTest();
  const sent = Promise.withResolvers<unknown>();
  const bot = await botFor(sandbox, async (interaction) => {
    if (interaction.isModalSubmit()) await interaction.deferReply();
    if (!interaction.isChatInputCommand()) return;
    const body = { type: 9, data };
    await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body,
      auth: false,
    });
  });
  bot.on('raw', (packet: { t: string; d: { type: number; data: unknown } }) => {
    if (packet.t === 'INTERACTION_CREATE' && packet.d.type === 5) sent.resolve(packet.d.data);
  });
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const opened = await mira.slash('go');
  if (opened.is !== 'modal') throw new Error(opened.is);
  await mira.submit(opened.modal, { agree: true });
  expect(await sent.promise).toEqual({
    custom_id: 'form',
    components: [
      { id: 1, type: 10 },
      { id: 2, type: 18, component: { id: 3, type: 23, custom_id: 'agree', value: true } },
      { id: 4, type: 18, component: { id: 5, type: 22, custom_id: 'some', values: ['two'] } },
      { id: 6, type: 18, component: { id: 7, type: 4, custom_id: 'word', value: 'kept' } },
    ],
  });
  await expect(mira.submit(opened.modal, { other: 'x' })).rejects.toThrow('other');
  await expect(sandbox.actor(sandbox.seeded.people.ada).submit(opened.modal, {})).rejects.toThrow('someone else');
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a callback with response describes its message, and only the content it brought', async () => {
  const sandbox = await sandboxForTest();
  const told: unknown[] = [];
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { resource, interaction: about } = await interaction.reply({ content: 'hello', withResponse: true });
    told.push(resource?.message?.content, about.responseMessageEphemeral);
  });
  await sandbox.actor(sandbox.seeded.people.mira).slash('go');
  const { answer } = await sandbox.traffic.until(() =>
    sandbox.traffic.exchanges.find(({ path }) => path.endsWith('/callback')),
  );
  expect(answer).toMatchObject({ interaction: { response_message_loading: false }, resource: { type: 4 } });
  await expect.poll(() => told).toEqual(['hello', false]);
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('someone else may press a button of a public message, but not from a channel they do not see', async () => {
  const { sandbox, people, guildId, channels } = await answering(() => 'pressed');
  const components = [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', label: 'X', disabled: true }] }];
  const add = (channelId: string) =>
    sandbox.world.messages.add({ channelId, authorId: sandbox.world.application.botId, components });
  const open = add(channels.verify);
  const staff = add(channels.staff);
  const mira = sandbox.actor(people.mira);
  expect(await mira.press(open.id, 'x'), 'disabled is for the client alone').toMatchObject({ is: 'message' });
  await expect(mira.press(staff.id, 'x')).rejects.toThrow('does not see #staff');
  expect(mira.messages(channels.staff)).toEqual([]);
  sandbox.world.removeMember(guildId, people.mira);
  await expect(mira.press(open.id, 'x')).rejects.toThrow('not a member');
});
