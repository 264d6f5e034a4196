import { Permission } from '../world/bits.ts';
import { isJson, jsonList } from '../world/components.ts';
import { permissionsOf } from '../world/permissions.ts';
import type { Guild, Json, Command as Registered } from '../world/types.ts';
import type { Command, CommandOption } from './view.ts';

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const CHAT = 1;

/** The slash commands that this member's client lists, named and described in `locale`. */
export function commandsFor(
  registered: readonly Registered[],
  guild: Guild,
  userId: string,
  locale: string,
): Command[] {
  const held = permissionsOf(guild, userId);
  return registered
    .filter((command) => command.type === CHAT && isOffered(command, held))
    .flatMap((command) => leaves(command.body, [], [], locale));
}

/** Whether a command asks for any permission at all. */
export function isForStaff(command: Registered): boolean {
  return typeof command.body.default_member_permissions === 'string';
}

function isOffered({ body }: Registered, held: bigint): boolean {
  if (Array.isArray(body.contexts) && !body.contexts.includes(0)) return false;
  if (held & Permission.Administrator) return true;
  const wanted = body.default_member_permissions;
  if (typeof wanted !== 'string') return true;
  return BigInt(wanted) !== 0n && (held & BigInt(wanted)) === BigInt(wanted);
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
