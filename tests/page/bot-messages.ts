import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  CheckboxBuilder,
  ComponentType,
  FileBuilder,
  LabelBuilder,
  MediaGalleryBuilder,
  MediaGalleryItemBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';

export const PRIVATE = [MessageFlags.Ephemeral, MessageFlags.IsComponentsV2] as const;

/** One grey pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

export const picture = () => new AttachmentBuilder(Buffer.from(PIXEL, 'base64'), { name: 'chart.png' });

export function chart() {
  return {
    flags: PRIVATE,
    components: [
      new MediaGalleryBuilder().addItems(
        new MediaGalleryItemBuilder().setURL('attachment://chart.png').setDescription('Lamps lit, a rising line'),
      ),
      new FileBuilder().setURL('attachment://lamps.csv'),
    ],
    files: [picture(), new AttachmentBuilder(Buffer.from('lamp,lit'), { name: 'lamps.csv' })],
  };
}

export function several() {
  const bounds = { minValues: 2, maxValues: 3 };
  return [
    new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(
      new UserSelectMenuBuilder({ customId: 'users', placeholder: 'Choose keepers', ...bounds }),
    ),
    new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
      new ChannelSelectMenuBuilder({
        customId: 'channels',
        placeholder: 'Choose channels',
        minValues: 0,
        maxValues: 2,
      }),
    ),
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder({ customId: 'tell', label: 'Write a letter', style: ButtonStyle.Primary }),
    ),
  ];
}

export function letter(): ModalBuilder {
  const text = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMinLength(3);
  const to = new UserSelectMenuBuilder().setCustomId('to').setMinValues(1).setMaxValues(2);
  return new ModalBuilder()
    .setTitle('A letter')
    .setCustomId('letter')
    .addLabelComponents(
      new LabelBuilder().setLabel('Your words').setTextInputComponent(text),
      new LabelBuilder().setLabel('To whom').setUserSelectMenuComponent(to),
    );
}

export function line(content: string) {
  return { type: ComponentType.TextDisplay as const, content };
}

export function greeting() {
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

export function question(): ModalBuilder {
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
