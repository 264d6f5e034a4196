import { expect, test } from 'vitest';
import { button, row, select, text, v2 } from './message-parts.ts';
import { many, post, reply, x } from './support.ts';

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
