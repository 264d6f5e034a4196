import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  Client,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { COMMANDS } from './bot-commands.ts';
import { chart, greeting, letter, line, PRIVATE, picture, question, several } from './bot-messages.ts';

/** A small bot of its own, so that the page is tested by itself: one command for each thing the page must be able to show. */
export async function startBot(sandbox: Sandbox): Promise<Client> {
  const client = new Client({ intents: [], rest: { api: sandbox.discordApiUrl } });
  const ready = Promise.withResolvers<void>();
  client.once('clientReady', () => ready.resolve());
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.login(sandbox.token);
  await ready.promise;
  await client.application?.commands.set(COMMANDS);
  return client;
}

const LAMPS = ['Harbour lamp', 'Hill lamp', 'Storm lantern'];

async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isChatInputCommand()) return CHAT[interaction.commandName]?.(interaction);
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const fitting = LAMPS.filter((lamp) => lamp.toLowerCase().includes(typed));
    return interaction.respond(fitting.map((name) => ({ name, value: `id:${name}` })));
  }
  if (interaction.isUserContextMenuCommand())
    return interaction.reply(privately(`${interaction.commandName}: ${interaction.targetUser.displayName}`));
  if (interaction.isRoleSelectMenu()) return interaction.update(instead(`Chosen: <@&${interaction.values[0]}>`));
  if (interaction.isAnySelectMenu()) return interaction.reply(privately(`Got ${interaction.values.length}`));
  if (interaction.isModalSubmit()) return sent(interaction);
  if (interaction.isButton() && interaction.customId === 'tell') return interaction.showModal(letter());
  if (interaction.isButton() && interaction.customId === 'ask') return interaction.showModal(question());
  return undefined;
}

/** `/sleep` never answers. */
const CHAT: Readonly<Record<string, (interaction: ChatInputCommandInteraction) => Promise<unknown>>> = {
  greet: (interaction) => interaction.reply({ flags: PRIVATE, components: greeting() }),
  think: (interaction) => interaction.deferReply({ flags: MessageFlags.Ephemeral }),
  award: (interaction) => {
    const { options } = interaction;
    return interaction.reply(
      privately(`${options.getRole('role', true).name} for ${options.getInteger('days') ?? 'ever'}`),
    );
  },
  lamp: (interaction) => {
    const filled = interaction.options.data[0]?.options ?? [];
    const said = filled.map(({ name, value }) => `${name}=${value}`).join(' ');
    return interaction.reply(privately(`${interaction.options.getSubcommand()} ${said}`));
  },
  chart: (interaction) => interaction.reply(chart()),
  data: (interaction) => {
    const files = [new AttachmentBuilder(Buffer.from('{"lamps":3}'), { name: 'my lamps.json' }), picture()];
    return interaction.reply({ flags: MessageFlags.Ephemeral, content: 'Here it is.', files });
  },
  form: (interaction) => interaction.reply({ flags: PRIVATE, components: several() }),
  write: async (interaction) => {
    const said = await interaction.user.send('A word in private.').then(
      () => 'Sent.',
      (error: unknown) => `Not sent: ${String(error)}`,
    );
    return interaction.reply(privately(said));
  },
};

async function sent(interaction: ModalSubmitInteraction): Promise<unknown> {
  if (!interaction.isFromMessage()) return undefined;
  const { fields, customId } = interaction;
  if (customId === 'letter') {
    const to = fields.getSelectedUsers('to', true).map((user) => user.displayName);
    return interaction.update(instead(`${fields.getTextInputValue('text')} to ${to.join(' and ')}`));
  }
  const agreed = fields.getCheckbox('agreed') ? 'agreed' : 'did not agree';
  return interaction.update(instead(`${fields.getTextInputValue('name')} ${agreed}`));
}

const privately = (words: string) => ({ flags: PRIVATE, components: [line(words)] });

const instead = (words: string) => ({ flags: MessageFlags.IsComponentsV2 as const, components: [line(words)] });
