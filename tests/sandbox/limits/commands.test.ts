import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { complaints, many, put, x } from './support.ts';

const chat = (more: object = {}) => ({ name: 'verify', description: 'Verify', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'word', description: 'A word', ...more });
const menu = (type: number, name: string) => ({ type, name });

test('commands built with discord.js pass, permissions as a string included', () => {
  const setup = new SlashCommandBuilder()
    .setName('setup')
    .setNameLocalizations({ de: 'einrichten', ru: 'настройка', ja: 'セットアップ' })
    .setDescription('Set up')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .setContexts(InteractionContextType.Guild)
    .addRoleOption((role) => role.setName('role').setDescription('The role').setRequired(true))
    .addChannelOption((channel) => channel.setName('channel').setDescription('Where'));
  const staff = new SlashCommandBuilder()
    .setName('staff')
    .setDescription('For staff')
    .addSubcommand((sub) => sub.setName('look-up').setDescription('Look up'))
    .addSubcommandGroup((group) =>
      group
        .setName('block')
        .setDescription('Blocks')
        .addSubcommand((sub) => sub.setName('add').setDescription('Add')),
    );
  const user = new ContextMenuCommandBuilder().setName('Look Up').setType(ApplicationCommandType.User);
  const all = [setup, staff, user].map((command) => command.toJSON());
  expect(put(all)).toEqual([]);
  expect(complaints('PUT', '/applications/1/guilds/2/commands', all)).toEqual([]);
  for (const one of all) expect(complaints('POST', '/applications/1/commands', one)).toEqual([]);
  expect(complaints('PATCH', '/applications/1/commands/2', { name: 'other' })).toEqual([]);
});

test('the same name may serve a chat command and a user command', () => {
  expect(put([chat(), menu(2, 'verify')])).toEqual([]);
});

const edges: [string, unknown[], unknown[], string][] = [
  ['names', [chat(), chat({ name: 'other' })], [chat(), chat()], '1: APPLICATION_COMMANDS_DUPLICATE_NAME'],
  ['a name', [chat({ name: x(32) })], [chat({ name: x(33) })], '0.name: BASE_TYPE_BAD_LENGTH'],
  ['lower case', [chat({ name: 'straße' })], [chat({ name: 'Verify' })], '0.name: APPLICATION_COMMAND_INVALID_NAME'],
  ['spaces', [chat({ name: 'my-own' })], [chat({ name: 'my own' })], '0.name: APPLICATION_COMMAND_INVALID_NAME'],
  [
    'a localized name',
    [chat({ name_localizations: { de: 'prüfen' } })],
    [chat({ name_localizations: { de: 'Prüfen' } })],
    '0.name_localizations.de: APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'the length of a localized name',
    [chat({ name_localizations: { de: x(32) } })],
    [chat({ name_localizations: { de: x(33) } })],
    '0.name_localizations.de: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a description',
    [chat({ description: x(100) })],
    [chat({ description: x(101) })],
    '0.description: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a localized description',
    [chat({ description_localizations: { de: x(100) } })],
    [chat({ description_localizations: { de: x(101) } })],
    '0.description_localizations.de: BASE_TYPE_BAD_LENGTH',
  ],
  ['a description at all', [chat()], [{ name: 'verify' }], '0.description: BASE_TYPE_REQUIRED'],
  [
    'no description of a user command',
    [menu(2, 'Look Up')],
    [{ ...menu(2, 'Look Up'), description: 'No' }],
    '0.description: BASE_TYPE_MAX_LENGTH',
  ],
  [
    '100 chat commands',
    many(100, (i) => chat({ name: `c${i}` })),
    many(101, (i) => chat({ name: `c${i}` })),
    ': APPLICATION_COMMANDS_MAX',
  ],
  [
    '15 user commands',
    many(15, (i) => menu(2, `${i}`)),
    many(16, (i) => menu(2, `${i}`)),
    ': APPLICATION_COMMANDS_MAX',
  ],
  [
    '15 message commands',
    many(15, (i) => menu(3, `${i}`)),
    many(16, (i) => menu(3, `${i}`)),
    ': APPLICATION_COMMANDS_MAX',
  ],
  [
    '25 options',
    [chat({ options: many(25, (i) => option({ name: `o${i}` })) })],
    [chat({ options: many(26, (i) => option({ name: `o${i}` })) })],
    '0.options: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option name',
    [chat({ options: [option({ name: x(32) })] })],
    [chat({ options: [option({ name: x(33) })] })],
    '0.options.0.name: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option name in lower case',
    [chat({ options: [option()] })],
    [chat({ options: [option({ name: 'Word' })] })],
    '0.options.0.name: APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'option names',
    [chat({ options: [option(), option({ name: 'other' })] })],
    [chat({ options: [option(), option()] })],
    '0.options.1: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'an option description',
    [chat({ options: [option({ description: x(100) })] })],
    [chat({ options: [option({ description: x(101) })] })],
    '0.options.0.description: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'required options first',
    [chat({ options: [option({ required: true }), option({ name: 'b' })] })],
    [chat({ options: [option(), option({ name: 'b', required: true })] })],
    '0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'subcommands by themselves',
    [chat({ options: [option({ type: 1 })] })],
    [chat({ options: [option({ type: 1 }), option({ name: 'b' })] })],
    '0.options: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'required options first within a subcommand',
    [chat({ options: [option({ type: 1, options: [option()] })] })],
    [chat({ options: [option({ type: 1, options: [option(), option({ name: 'b', required: true })] })] })],
    '0.options.0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'choices or autocomplete',
    [chat({ options: [option({ choices: [{ name: 'A', value: 'a' }] })] })],
    [chat({ options: [option({ autocomplete: true, choices: [{ name: 'A', value: 'a' }] })] })],
    '0.options.0.choices: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
  ],
  [
    '25 choices',
    [chat({ options: [option({ choices: many(25, (i) => ({ name: `${i}`, value: 'a' })) })] })],
    [chat({ options: [option({ choices: many(26, (i) => ({ name: `${i}`, value: 'a' })) })] })],
    '0.options.0.choices: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'min_length up to max_length',
    [chat({ options: [option({ min_length: 3, max_length: 3 })] })],
    [chat({ options: [option({ min_length: 4, max_length: 3 })] })],
    '0.options.0.min_length: NUMBER_TYPE_MAX',
  ],
  [
    'permissions as digits',
    [chat({ default_member_permissions: '32' })],
    [chat({ default_member_permissions: 'ManageGuild' })],
    '0.default_member_permissions: NUMBER_TYPE_COERCE',
  ],
  ['a known type', [chat({ type: 1 })], [chat({ type: 9 })], '0.type: UNION_TYPE_CHOICES'],
  [
    'an option of a known type',
    [chat({ options: [option({ type: 11 })] })],
    [chat({ options: [option({ type: 12 })] })],
    '0.options.0.type: UNION_TYPE_CHOICES',
  ],
  ['objects', [], ['verify'], '0: MODEL_TYPE_CONVERT'],
];

test.each(edges)('%s: passes at the edge and is refused past it', (_, good, bad, expected) => {
  expect(put(good)).toEqual([]);
  expect(put(bad)).toEqual([expected]);
});

test('a set of commands is a list', () => {
  expect(put({})).toEqual([': LIST_TYPE_CONVERT']);
});

test('8000 characters in one command', () => {
  const choices = (length: number) => many(2, (i) => ({ name: `${i}${x(99)}`, value: x(length) }));
  // Two choices of 100 + the value's length in each of 20 options, and a few for names and descriptions.
  const options = (length: number) =>
    many(20, (i) => option({ name: `o${10 + i}`, description: 'A word', choices: choices(length) }));
  expect(put([chat({ options: options(90) })])).toEqual([]);
  expect(put([chat({ options: options(100) })])).toEqual(['0: APPLICATION_COMMAND_TOO_LARGE']);
});
