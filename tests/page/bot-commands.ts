import {
  type ApplicationCommandDataResolvable,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';

const option = (name: string, description: string) => ({
  type: ApplicationCommandOptionType.String as const,
  name,
  description,
});

/** What the page's bot registers. */
export const COMMANDS: ApplicationCommandDataResolvable[] = [
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
  {
    name: 'lamp',
    description: 'About lamps',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'light',
        description: 'Light one',
        options: [
          { ...option('which', 'Which lamp'), autocomplete: true, required: true },
          { type: ApplicationCommandOptionType.User, name: 'keeper', description: 'Who minds it' },
          { type: ApplicationCommandOptionType.Channel, name: 'where', description: 'In which channel' },
          { type: ApplicationCommandOptionType.Number, name: 'oil', description: 'Litres', maxValue: 5 },
          { type: ApplicationCommandOptionType.Boolean, name: 'wick', description: 'A new wick' },
        ],
      },
    ],
  },
  { name: 'chart', description: 'A picture and a file' },
  { name: 'data', description: 'A file alone' },
  { name: 'form', description: 'A long text and several choices' },
  { name: 'write', description: 'Writes to me directly' },
  { name: 'Look up', type: ApplicationCommandType.User, defaultMemberPermissions: '268435456' },
  { name: 'Wave', nameLocalizations: { de: 'Winken' }, type: ApplicationCommandType.User },
];
