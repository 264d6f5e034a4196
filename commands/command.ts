import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Visit } from '../src/discord/interactions/visit.ts';

/** A slash command: what Discord is told of it, and what it does. */
export interface Command {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(visit: Visit<ChatInputCommandInteraction>): Promise<void>;
}

/** A command in the context menu of a person. */
export interface UserCommand {
  readonly definition: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  run(visit: Visit<UserContextMenuCommandInteraction>): Promise<void>;
}
