import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  EmbedBuilder,
  type MessageActionRowComponentBuilder,
  MessageFlags,
  SectionBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  ThumbnailBuilder,
  UserSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { checkRequest } from '../../../sandbox/discord/limits/index.ts';
import { button, row, text, v2 } from './message-parts.ts';
import { CALLBACK, CHANNEL, complaints, edit, many, post, reply, V2, x } from './support.ts';

const panel = () =>
  new ContainerBuilder()
    .setAccentColor(0xffffff)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Check your messages'))
    .addSeparatorComponents(new SeparatorBuilder())
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(
          new TextDisplayBuilder().setContent('One'),
          new TextDisplayBuilder().setContent('Two'),
        )
        .setButtonAccessory(new ButtonBuilder().setCustomId('a').setLabel('A').setStyle(ButtonStyle.Primary)),
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('Three'))
        .setThumbnailAccessory(new ThumbnailBuilder().setURL('attachment://lantern.png')),
    )
    .addActionRowComponents(
      new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(
        new ButtonBuilder().setCustomId('b').setEmoji('✅').setStyle(ButtonStyle.Success),
        new ButtonBuilder().setURL('https://example.com').setLabel('Help').setStyle(ButtonStyle.Link),
      ),
      new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(
        new StringSelectMenuBuilder().setCustomId('c').addOptions({ label: 'One', value: '1' }),
      ),
      new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(
        new UserSelectMenuBuilder().setCustomId('d'),
      ),
    )
    .toJSON();

test('what discord.js builds within the limits passes, everywhere a message goes', () => {
  const message = { flags: MessageFlags.IsComponentsV2, components: [panel()] };
  const ephemeral = { ...message, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral };
  expect(reply(ephemeral)).toEqual([]);
  expect(complaints('POST', CALLBACK, { type: 7, data: message })).toEqual([]);
  expect(edit(message)).toEqual([]);
  expect(complaints('POST', '/webhooks/1/tok', ephemeral)).toEqual([]);
  expect(post(message)).toEqual([]);
  expect(complaints('PATCH', '/channels/1/messages/2', message)).toEqual([]);
  const embed = new EmbedBuilder().setDescription('d').setTimestamp(0).addFields({ name: 'n', value: 'v' }).toJSON();
  expect(post({ content: 'hello', embeds: [embed], allowed_mentions: { parse: [] } })).toEqual([]);
});

test('a refusal has the code, the message and the nested shape of Discord', () => {
  const components = [row(button('b', { label: x(81) }))];
  expect(checkRequest('POST', CALLBACK, { type: 4, data: { content: 'hi', components } })).toEqual({
    code: 50035,
    message: 'Invalid Form Body',
    errors: {
      data: {
        components: {
          0: {
            components: {
              0: { label: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 80 or fewer in length.' }] } },
            },
          },
        },
      },
    },
  });
});

test('an empty message is refused with its own code', () => {
  expect(checkRequest('POST', CHANNEL, {})).toMatchObject({ code: 50006, message: 'Cannot send an empty message' });
  expect(checkRequest('POST', CHANNEL, { content: ' \n', embeds: [] })).toMatchObject({ code: 50006 });
  expect(checkRequest('POST', CHANNEL, v2())).toMatchObject({ code: 50006 });
  expect(checkRequest('POST', CHANNEL, { attachments: [{ id: 0, filename: 'a.png' }] })).toBeUndefined();
  expect(edit({ content: '', embeds: [], components: [], attachments: [] })).toEqual([': MESSAGE_EMPTY']);
  expect(edit({ content: '' })).toEqual([]);
  expect(reply(undefined)).toEqual(['data: BASE_TYPE_REQUIRED']);
});

test('an edit of a Components V2 message need not repeat the flag, and cannot leave V2', () => {
  const components = [text('new')];
  expect(edit({ components })).toEqual(['components.0.type: UNION_TYPE_CHOICES']);
  expect(edit({ components }, { isV2: true })).toEqual([]);
  expect(edit({ content: 'new' }, { isV2: true })).toEqual([
    'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ]);
  const update = { type: 7, data: { components } };
  expect(complaints('POST', CALLBACK, update, { isV2: true })).toEqual([]);
  expect(complaints('POST', CALLBACK, update)).toEqual(['data.components.0.type: UNION_TYPE_CHOICES']);
});

test('a deferred reply accepts the ephemeral flag and no other', () => {
  expect(complaints('POST', CALLBACK, { type: 5 })).toEqual([]);
  expect(complaints('POST', CALLBACK, { type: 5, data: { flags: 64 } })).toEqual([]);
  const both = { type: 5, data: { flags: 64 | V2 } };
  expect(complaints('POST', CALLBACK, both)).toEqual(['data.flags: INTERACTION_DEFERRED_FLAGS_INVALID']);
  expect(complaints('POST', CALLBACK, { type: 6 })).toEqual([]);
});

test('an answer needs a known type', () => {
  expect(complaints('POST', CALLBACK, {})).toEqual(['type: BASE_TYPE_REQUIRED']);
  expect(complaints('POST', CALLBACK, { type: 3 })).toEqual(['type: UNION_TYPE_CHOICES']);
  expect(complaints('POST', CALLBACK, [])).toEqual([': MODEL_TYPE_CONVERT']);
});

test('choices: 25 of them, 100 characters each', () => {
  const offer = (choices: unknown[]) => complaints('POST', CALLBACK, { type: 8, data: { choices } });
  const choice = (i: number) => ({ name: x(100), value: `${i}` });
  expect(offer(many(25, choice))).toEqual([]);
  expect(offer([{ name: 'one', value: 1 }])).toEqual([]);
  expect(offer(many(26, choice))).toEqual(['data.choices: BASE_TYPE_MAX_LENGTH']);
  expect(offer([{ name: x(101), value: 'a' }])).toEqual(['data.choices.0.name: BASE_TYPE_BAD_LENGTH']);
  expect(offer([{ name: 'a', value: x(101) }])).toEqual(['data.choices.0.value: BASE_TYPE_MAX_LENGTH']);
});

test('what was typed never travels in a message', () => {
  const refusal = checkRequest('POST', CHANNEL, { content: ['+14155550123'], tts: '+14155550123' });
  expect(refusal).toBeDefined();
  expect(JSON.stringify(refusal)).not.toContain('14155550123');
});
