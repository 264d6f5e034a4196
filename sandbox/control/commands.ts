import { obstacleTo } from '../discord/actor/obstacle.ts';
import type { Place } from '../discord/actor/payload.ts';
import { isJson, jsonList } from '../world/components.ts';
import type { Json, Command as Registered } from '../world/types.ts';
import type { Command, CommandOption, PageView } from './view.ts';

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const CHAT = 1;
const USER = 2;

/** Those of the registered commands that a member's client offers at a place. */
export function offered(registered: readonly Registered[], userId: string, place: Place): Registered[] {
  return registered.filter((command) => obstacleTo(command, userId, place) === undefined);
}

/** The slash commands among them, named and described in `locale`. */
export function chatCommands(commands: readonly Registered[], locale: string): Command[] {
  return commands.filter(({ type }) => type === CHAT).flatMap((command) => leaves(command.body, [], [], locale));
}

/** Those for a person's context menu. */
export function userCommands(commands: readonly Registered[], locale: string): PageView['userCommands'] {
  return commands
    .filter(({ type }) => type === USER)
    .map(({ name, body }) => ({ name, label: localised(body, 'name', locale) }));
}

/** Whether a command asks for any permission at all. */
export function isForStaff(command: Registered): boolean {
  return typeof command.body.default_member_permissions === 'string';
}

/** The command itself, or each of its subcommands under its whole path. */
function leaves(body: Json, names: readonly string[], labels: readonly string[], locale: string): Command[] {
  const path = [...names, String(body.name)];
  const shown = [...labels, localised(body, 'name', locale)];
  const options = jsonList(body.options);
  const below = options.filter((option) => option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP);
  if (below.length > 0) return below.flatMap((option) => leaves(option, path, shown, locale));
  const description = localised(body, 'description', locale);
  return [
    { name: path.join(' '), label: shown.join(' '), description, options: options.map((each) => option(each, locale)) },
  ];
}

function option(body: Json, locale: string): CommandOption {
  return {
    name: String(body.name),
    label: localised(body, 'name', locale),
    description: localised(body, 'description', locale),
    type: Number(body.type),
    required: body.required === true,
    autocomplete: body.autocomplete === true,
    choices: jsonList(body.choices).map((choice) => ({
      name: localised(choice, 'name', locale),
      value: typeof choice.value === 'number' ? choice.value : String(choice.value),
    })),
  };
}

function localised(body: Json, field: 'name' | 'description', locale: string): string {
  const words = body[`${field}_localizations`];
  const own = isJson(words) ? words[locale] : undefined;
  return typeof own === 'string' ? own : String(body[field] ?? '');
}
