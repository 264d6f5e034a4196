import { problemsOfName } from './command-names.ts';
import { problemsOfOptions } from './command-options.ts';
import { badLength, type Problem, required } from './errors.ts';
import { isObject, type JsonObject, objectsIn, type Path, type Placed, repeated, textOf } from './json.ts';

const CHAT = 1;
const USER = 2;
const MESSAGE = 3;

/** How many commands of a type an application may have, globally or in one server. */
const MOST: readonly (readonly [type: number, most: number])[] = [
  [CHAT, 100],
  [USER, 15],
  [MESSAGE, 15],
];

const typeOf = (command: JsonObject): unknown => command.type ?? CHAT;

/** The rules of a whole set of commands (PUT), beyond what Discord's API document encodes. */
export function* checkCommands(commands: readonly unknown[]): Generator<Problem> {
  const placed = objectsIn(commands, []);
  for (const [type, most] of MOST) {
    const same = placed.filter(({ value }) => typeOf(value) === type);
    const full = `Maximum number of application commands reached (${most})`;
    if (same.length > most) yield { at: [], code: 'APPLICATION_COMMANDS_MAX', message: full };
    for (const { at } of repeated(same, 'name')) {
      const message = 'Application command names must be unique';
      yield { at, code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message };
    }
  }
  for (const command of placed) yield* problemsOfCommand(command);
}

/** The rules of one command. `isPart`: of a PATCH, which may leave out what it does not change. */
export function* problemsOfCommand({ value, at }: Placed, isPart = false): Generator<Problem> {
  yield* problemsOfPermissions(value.default_member_permissions, [...at, 'default_member_permissions']);
  if (typeOf(value) === USER || typeOf(value) === MESSAGE) {
    yield* problemsOfMenuCommand(value, at);
    return;
  }
  if (typeOf(value) !== CHAT) return;
  yield* problemsOfName(value, at);
  if (!value.description && !(isPart && value.description === undefined)) yield required([...at, 'description']);
  yield* problemsOfOptions(value.options, [...at, 'options']);
  if (textLength(value) > 8000) {
    yield { at, code: 'APPLICATION_COMMAND_TOO_LARGE', message: 'Command exceeds maximum size (8000)' };
  }
}

function* problemsOfMenuCommand(value: JsonObject, at: Path): Generator<Problem> {
  if (value.description) yield badLength([...at, 'description'], { max: 0 });
  if (Array.isArray(value.options) && value.options.length > 0) yield badLength([...at, 'options'], { max: 0 });
}

// The document calls it a number; Discord takes (and discord.js sends) a bit set as a decimal string.
function* problemsOfPermissions(permissions: unknown, at: Path): Generator<Problem> {
  if (typeof permissions !== 'string' || /^\d{1,20}$/.test(permissions)) return;
  yield { at, code: 'NUMBER_TYPE_COERCE', message: 'Value "string" is not int.' };
}

/** Names, descriptions and choice values together; a localized text counts as its longest version. */
function textLength(part: JsonObject): number {
  const own = longest(part, 'name') + longest(part, 'description') + textOf(part.value).length;
  const nested = [...objectsIn(part.options, []), ...objectsIn(part.choices, [])];
  return nested.reduce((sum, { value }) => sum + textLength(value), own);
}

function longest(part: JsonObject, key: 'name' | 'description'): number {
  const localized = part[`${key}_localizations`];
  const texts = [part[key], ...(isObject(localized) ? Object.values(localized) : [])];
  return Math.max(...texts.map((text) => textOf(text).length));
}
