import {
  CheckboxBuilder,
  CheckboxGroupBuilder,
  LabelBuilder,
  ModalBuilder,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { many, modal, x } from './support.ts';

const option = (value: string) => ({ label: value, value });
const input = (more: object = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Code', component, ...more });
const form = (...components: unknown[]) => ({ custom_id: 'm', title: 'Title', components });

test('a form built with discord.js passes', () => {
  const number = new TextInputBuilder().setCustomId('number').setStyle(TextInputStyle.Short).setMaxLength(30);
  const consent = new CheckboxBuilder().setCustomId('consent');
  const country = new StringSelectMenuBuilder().setCustomId('country').addOptions(option('a'), option('b'));
  const built = new ModalBuilder()
    .setCustomId('m')
    .setTitle(x(45))
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('What happens to your number'))
    .addLabelComponents(
      new LabelBuilder().setLabel(x(45)).setDescription(x(100)).setTextInputComponent(number),
      new LabelBuilder().setLabel('Country').setStringSelectMenuComponent(country),
      new LabelBuilder().setLabel('Consent').setCheckboxComponent(consent),
      new LabelBuilder()
        .setLabel('Groups')
        .setCheckboxGroupComponent(new CheckboxGroupBuilder().setCustomId('g').addOptions(option('a'), option('b'))),
    );
  expect(modal(built.toJSON())).toEqual([]);
  const radio = new RadioGroupBuilder().setCustomId('r').addOptions(option('a'), option('b'));
  const label = new LabelBuilder().setLabel('Pick').setRadioGroupComponent(radio);
  expect(modal(new ModalBuilder().setCustomId('m').setTitle('t').addLabelComponents(label).toJSON())).toEqual([]);
});

test('the older form, a labelled text input alone in a row, still passes', () => {
  expect(modal(form({ type: 1, components: [input({ label: 'Code' })] }))).toEqual([]);
  expect(modal(form({ type: 1, components: [input()] }))).toEqual([
    'data.components.0.components.0.label: BASE_TYPE_REQUIRED',
  ]);
});

const inner = 'components.0.component';

const edges: [string, object, object, string][] = [
  [
    'a title',
    { ...form(label(input())), title: x(45) },
    { ...form(label(input())), title: x(46) },
    'title: BASE_TYPE_BAD_LENGTH',
  ],
  ['no title', form(label(input())), { custom_id: 'm', components: [label(input())] }, 'title: BASE_TYPE_REQUIRED'],
  [
    'its custom_id',
    { ...form(label(input())), custom_id: x(100) },
    { ...form(label(input())), custom_id: x(101) },
    'custom_id: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'five components',
    form(...many(5, (i) => label(input({ custom_id: `${i}` })))),
    form(...many(6, (i) => label(input({ custom_id: `${i}` })))),
    'components: BASE_TYPE_BAD_LENGTH',
  ],
  ['no components', form(label(input())), form(), 'components: BASE_TYPE_BAD_LENGTH'],
  [
    'a label',
    form(label(input(), { label: x(45) })),
    form(label(input(), { label: x(46) })),
    'components.0.label: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a description',
    form(label(input(), { description: x(100) })),
    form(label(input(), { description: x(101) })),
    'components.0.description: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a placeholder',
    form(label(input({ placeholder: x(100) }))),
    form(label(input({ placeholder: x(101) }))),
    `${inner}.placeholder: BASE_TYPE_MAX_LENGTH`,
  ],
  [
    'max_length',
    form(label(input({ max_length: 4000 }))),
    form(label(input({ max_length: 4001 }))),
    `${inner}.max_length: NUMBER_TYPE_MAX`,
  ],
  [
    'min_length up to max_length',
    form(label(input({ min_length: 4, max_length: 4 }))),
    form(label(input({ min_length: 5, max_length: 4 }))),
    `${inner}.min_length: NUMBER_TYPE_MAX`,
  ],
  [
    'a prefilled value',
    form(label(input({ value: x(4), max_length: 4 }))),
    form(label(input({ value: x(5), max_length: 4 }))),
    `${inner}.value: BASE_TYPE_MAX_LENGTH`,
  ],
  [
    'ids',
    form(label(input()), label(input({ custom_id: 'j' }))),
    form(label(input()), label(input())),
    'components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'one label',
    form(label(input())),
    form(label(input({ label: 'x' }))),
    `${inner}.label: COMPONENT_LABEL_NOT_ALLOWED`,
  ],
  [
    'a button in a form',
    form(label(input())),
    form(label({ type: 2, style: 1, label: 'Go', custom_id: 'b' })),
    `${inner}.type: UNION_TYPE_CHOICES`,
  ],
  [
    'an enabled select',
    form(label({ type: 5, custom_id: 'u' })),
    form(label({ type: 5, custom_id: 'u', disabled: true })),
    `${inner}.disabled: COMPONENT_DISABLED_IN_MODAL`,
  ],
  [
    'values of a group',
    form(label({ type: 22, custom_id: 'g', options: [option('a'), option('b')] })),
    form(label({ type: 22, custom_id: 'g', options: [option('a'), option('a')] })),
    `${inner}.options.1: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`,
  ],
  [
    'a group that may stay empty',
    form(label({ type: 22, custom_id: 'g', min_values: 0, required: false, options: [option('a')] })),
    form(label({ type: 22, custom_id: 'g', min_values: 0, options: [option('a')] })),
    `${inner}.min_values: NUMBER_TYPE_MIN`,
  ],
  [
    'one radio chosen',
    form(label({ type: 21, custom_id: 'r', options: [{ ...option('a'), default: true }, option('b')] })),
    form(label({ type: 21, custom_id: 'r', options: ['a', 'b'].map((v) => ({ ...option(v), default: true })) })),
    `${inner}.options: BASE_TYPE_MAX_LENGTH`,
  ],
];

test.each(edges)('%s: passes at the edge and is refused past it', (_, good, bad, expected) => {
  expect(modal(good)).toEqual([]);
  expect(modal(bad)).toEqual([`data.${expected}`]);
});
