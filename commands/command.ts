import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Visit } from '../src/discord/interactions/visit.ts';
import type { TextKey, Texts } from '../src/text/texts.ts';

/** The topics of `locales/` that the definitions of commands are written in. Nothing else is read when Discord is told of them. */
export const topicsOfCommands = ['command', 'member'];

/** A slash command: what Discord is told of it, and what it does. */
export interface Command {
  /** Its text of this key is the name in English, by which Discord asks for it. */
  readonly key: TextKey;
  define(texts: Texts): RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(visit: Visit<ChatInputCommandInteraction>): Promise<void>;
}

/** A command in the context menu of a person. */
export interface UserCommand {
  readonly key: TextKey;
  define(texts: Texts): RESTPostAPIContextMenuApplicationCommandsJSONBody;
  run(visit: Visit<UserContextMenuCommandInteraction>): Promise<void>;
}
