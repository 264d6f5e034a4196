import {
  ApplicationCommandOptionType,
  ButtonStyle,
  CheckboxBuilder,
  Client,
  ComponentType,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** A small bot of its own, so that the page is tested by itself: one command for each thing the page must be able to show. */
export async function startBot(sandbox: Sandbox): Promise<Client> {
  const client = new Client({ intents: [], rest: { api: sandbox.discordApiUrl } });
  const ready = Promise.withResolvers<void>();
  client.once('clientReady', () => ready.resolve());
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.login(sandbox.token);
  await ready.promise;
  await client.application?.commands.set([
    { name: 'greet', description: 'Say hello to me alone' },
    {
      name: 'award',
      description: 'Name a role',
      options: [
        { type: ApplicationCommandOptionType.Role, name: 'role', description: 'Which role', required: true },
        { type: ApplicationCommandOptionType.Integer, name: 'days', description: 'For how long' },
      ],
    },
    { name: 'sleep', description: 'Never answers' },
    { name: 'think', description: 'Answers later' },
    { name: 'manage', description: 'For the staff', defaultMemberPermissions: '32' },
  ]);
  return client;
}

async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isChatInputCommand()) {
    const { commandName, options } = interaction;
    if (commandName === 'greet') return interaction.reply({ flags: PRIVATE, components: greeting() });
    if (commandName === 'think') return interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (commandName === 'award') {
      const words = `${options.getRole('role', true).name} for ${options.getInteger('days') ?? 'ever'}`;
      return interaction.reply({ flags: PRIVATE, components: [line(words)] });
    }
  }
  if (interaction.isButton() && interaction.customId === 'ask') return interaction.showModal(question());
  if (interaction.isRoleSelectMenu())
    return interaction.update({
      flags: MessageFlags.IsComponentsV2,
      components: [line(`Chosen: <@&${interaction.values[0]}>`)],
    });
  if (interaction.isModalSubmit() && interaction.isFromMessage()) {
    const { fields } = interaction;
    const agreed = fields.getCheckbox('agreed') ? 'agreed' : 'did not agree';
    return interaction.update({
      flags: MessageFlags.IsComponentsV2,
      components: [line(`${fields.getTextInputValue('name')} ${agreed}`)],
    });
  }
  return undefined;
}

const PRIVATE = [MessageFlags.Ephemeral, MessageFlags.IsComponentsV2] as const;

function line(content: string) {
  return { type: ComponentType.TextDisplay as const, content };
}

function greeting() {
  const soon = Math.round(Date.now() / 1000);
  const button = (label: string, customId: string, disabled = false) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Primary as const,
    label,
    customId,
    disabled,
  });
  return [
    {
      type: ComponentType.Container as const,
      components: [
        line(`**Hello.** The first bell is <t:${soon + 40}:R>, the last <t:${soon + 300}:R>.`),
        {
          type: ComponentType.ActionRow as const,
          components: [button('Ask me', 'ask'), button('Silence', 'silence'), button('Not now', 'off', true)],
        },
        {
          type: ComponentType.ActionRow as const,
          components: [{ type: ComponentType.RoleSelect as const, customId: 'role', placeholder: 'Choose your role' }],
        },
      ],
    },
  ];
}

function question(): ModalBuilder {
  const name = new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short);
  const agreed = new CheckboxBuilder().setCustomId('agreed');
  return new ModalBuilder()
    .setTitle('A question')
    .setCustomId('question')
    .addTextDisplayComponents((display) => display.setContent('One line of what this is about.'))
    .addLabelComponents(
      new LabelBuilder().setLabel('Your name').setTextInputComponent(name),
      new LabelBuilder().setLabel('I agree').setCheckboxComponent(agreed),
    );
}
