import type { Problem } from './errors.ts';
import { isObject, type JsonObject, type Path } from './json.ts';

/** Names of chat commands and options: letters, digits, `-`, `_`, `'`; in lower case where the script has one. */
export function* problemsOfName(value: JsonObject, at: Path): Generator<Problem> {
  if (!isChatName(value.name)) yield { at: [...at, 'name'], ...INVALID_NAME };
  if (!isObject(value.name_localizations)) return;
  for (const [locale, name] of Object.entries(value.name_localizations)) {
    if (!isChatName(name)) yield { at: [...at, 'name_localizations', locale], ...INVALID_NAME };
  }
}

const INVALID_NAME = { code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' };
const CHAT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u;

// What is no text, or has no length, the schema speaks of.
const isChatName = (name: unknown): boolean =>
  typeof name !== 'string' || name === '' || (CHAT_NAME.test(name) && name === name.toLowerCase());
