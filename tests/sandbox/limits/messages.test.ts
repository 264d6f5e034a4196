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
import { CALLBACK, CHANNEL, complaints, edit, many, post, reply, V2, x } from './support.ts';

const row = (...components: unknown[]) => ({ type: 1, components });
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id, ...more });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: [
    { label: 'One', value: '1' },
    { label: 'Two', value: '2' },
  ],
  ...more,
});
const text = (content: string) => ({ type: 10, content });
const v2 = (...components: unknown[]) => ({ flags: V2, components });

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

const first = 'components.0.components.0';

/** Each row: what it is, a message at the edge, one past it, and where and why that is refused. */
const edges: [string, object, object, string[]][] = [
  ['content', { content: x(2000) }, { content: x(2001) }, ['content: BASE_TYPE_MAX_LENGTH']],
  [
    'a custom_id',
    { components: [row(button(x(100)))] },
    { components: [row(button(x(101)))] },
    [`${first}.custom_id: BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'a button label',
    { components: [row(button('b', { label: x(80) }))] },
    { components: [row(button('b', { label: x(81) }))] },
    [`${first}.label: BASE_TYPE_MAX_LENGTH`],
  ],
  [
    'a button style',
    { components: [row(button('b', { style: 4 }))] },
    { components: [row(button('b', { style: 7 }))] },
    [`${first}.style: BASE_TYPE_CHOICES`],
  ],
  [
    'the number of buttons in a row',
    { components: [row(...many(5, (i) => button(`b${i}`)))] },
    { components: [row(...many(6, (i) => button(`b${i}`)))] },
    ['components.0.components: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'an empty row',
    { components: [row(button('b'))] },
    { components: [row()] },
    ['components.0.components: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'the number of rows',
    { components: many(5, (i) => row(button(`b${i}`))) },
    { components: many(6, (i) => row(button(`b${i}`))) },
    ['components: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a select beside a button',
    { components: [row(select()), row(button('b'))] },
    { components: [row(button('b'), select())] },
    ['components.0.components.1: COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'two selects in a row',
    { components: [row(select()), row(select({ custom_id: 't' }))] },
    { components: [row(select(), select({ custom_id: 't' }))] },
    ['components.0.components.1: COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'a repeated custom_id',
    { components: [row(button('a'), button('b'))] },
    { components: [row(button('a')), row(button('a', { disabled: true }))] },
    ['components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'a repeated id',
    { components: [row(button('a', { id: 0 }), button('b', { id: 0 }))] },
    { components: [row(button('a', { id: 7 }), button('b', { id: 7 }))] },
    ['components.0.components.1.id: COMPONENT_ID_DUPLICATED'],
  ],
  [
    'a button that cannot be pressed',
    { components: [row(button('a'))] },
    { components: [row({ type: 2, style: 1, label: 'Go' })] },
    [`${first}.custom_id: BASE_TYPE_REQUIRED`],
  ],
  [
    'a button with an id and a link',
    { components: [row({ type: 2, style: 5, label: 'Go', url: 'https://example.com' })] },
    { components: [row({ type: 2, style: 5, label: 'Go', url: 'https://example.com', custom_id: 'a' })] },
    [`${first}.custom_id: BUTTON_COMPONENT_FIELD_NOT_ALLOWED`],
  ],
  [
    'a button that shows nothing',
    { components: [row(button('a', { label: undefined, emoji: { name: '✅' } }))] },
    { components: [row(button('a', { label: '' }))] },
    [`${first}.label: BASE_TYPE_REQUIRED`],
  ],
  [
    'a select placeholder',
    { components: [row(select({ placeholder: x(150) }))] },
    { components: [row(select({ placeholder: x(151) }))] },
    [`${first}.placeholder: BASE_TYPE_MAX_LENGTH`],
  ],
  [
    'the number of options',
    { components: [row(select({ options: many(25, (i) => ({ label: 'o', value: `${i}` })) }))] },
    { components: [row(select({ options: many(26, (i) => ({ label: 'o', value: `${i}` })) }))] },
    [`${first}.options: BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'a repeated option value',
    { components: [row(select())] },
    { components: [row(select({ options: many(2, (i) => ({ label: `${i}`, value: 'same' })) }))] },
    [`${first}.options.1: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`],
  ],
  [
    'more values than options',
    { components: [row(select({ max_values: 2 }))] },
    { components: [row(select({ max_values: 3 }))] },
    [`${first}.options: BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'min_values past max_values',
    { components: [row(select({ min_values: 1, max_values: 1 }))] },
    { components: [row(select({ min_values: 2, max_values: 1 }))] },
    [`${first}.min_values: NUMBER_TYPE_MAX`],
  ],
  [
    'an embed description',
    { embeds: [{ description: x(4096) }] },
    { embeds: [{ description: x(4097) }] },
    ['embeds.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'all embeds together',
    { embeds: [{ description: x(4000) }, { description: x(2000) }] },
    { embeds: [{ description: x(4000) }, { description: x(2000), footer: { text: '!' } }] },
    ['embeds: MAX_EMBED_SIZE_EXCEEDED'],
  ],
  ['an empty embed', { embeds: [{ title: 't' }] }, { embeds: [{}] }, ['embeds.0.description: BASE_TYPE_REQUIRED']],
  [
    'an embed field',
    { embeds: [{ fields: [{ name: x(256), value: x(1024) }] }] },
    { embeds: [{ fields: [{ name: '', value: 'v' }] }] },
    ['embeds.0.fields.0.name: BASE_TYPE_REQUIRED'],
  ],
  [
    'a premium button',
    { components: [row({ type: 2, style: 6, sku_id: '1' })] },
    { components: [row({ type: 2, style: 6 })] },
    [`${first}.sku_id: BASE_TYPE_REQUIRED`],
  ],
  [
    'mentions both parsed and listed',
    { content: 'hi', allowed_mentions: { parse: ['roles'], users: ['1'] } },
    { content: 'hi', allowed_mentions: { parse: ['users'], users: ['1'] } },
    ['allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
  [
    'V2 components without the flag',
    v2(text('hi')),
    { components: [text('hi')] },
    ['components.0.type: UNION_TYPE_CHOICES'],
  ],
  ['an unknown component', v2(text('hi')), v2({ type: 99 }), ['components.0.type: UNION_TYPE_CHOICES']],
  [
    'content beside V2 components',
    { ...v2(text('hi')), content: '', embeds: [] },
    { ...v2(text('hi')), content: 'hi' },
    ['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    'embeds beside V2 components',
    v2(text('hi')),
    { ...v2(text('hi')), embeds: [{ title: 't' }] },
    ['embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  ['one text', v2(text(x(4000))), v2({ type: 10, content: '' }), ['components.0.content: BASE_TYPE_BAD_LENGTH']],
  [
    'all texts together',
    v2(text(x(2000)), { type: 17, components: [text(x(2000))] }),
    v2(text(x(2000)), { type: 17, components: [text(x(2001))] }),
    ['components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ],
  [
    'the number of components, nested ones counted',
    v2({ type: 17, components: many(39, () => text('a')) }),
    v2({ type: 17, components: many(40, () => text('a')) }),
    ['components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  [
    'the number of components, accessories counted',
    v2(...many(13, (i) => ({ type: 9, components: [text('a')], accessory: button(`b${i}`) })), text('a')),
    v2(...many(13, (i) => ({ type: 9, components: [text('a')], accessory: button(`b${i}`) })), text('a'), text('b')),
    ['components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  [
    'a container in a container',
    v2({ type: 17, components: [text('a')] }),
    v2({ type: 17, components: [{ type: 17, components: [text('a')] }] }),
    ['components.0.components.0.type: UNION_TYPE_CHOICES'],
  ],
  [
    'a section without an accessory',
    v2({ type: 9, components: [text('a')], accessory: button('b') }),
    v2({ type: 9, components: [text('a')] }),
    ['components.0.accessory: BASE_TYPE_REQUIRED'],
  ],
  [
    'an accent colour',
    v2({ type: 17, accent_color: 0xffffff, components: [text('a')] }),
    v2({ type: 17, accent_color: 0x1000000, components: [text('a')] }),
    ['components.0.accent_color: NUMBER_TYPE_MAX'],
  ],
];

test.each(edges)('%s passes at the edge and is refused past it', (_, good, bad, expected) => {
  expect(post(good)).toEqual([]);
  expect(post(bad)).toEqual(expected);
  expect(reply(bad)).toEqual(expected.map((complaint) => `data.${complaint}`));
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
