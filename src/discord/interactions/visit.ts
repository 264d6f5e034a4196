import type {
  AnySelectMenuInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Text } from '../../text/texts.ts';
import type { Drafts } from './drafts.ts';

/** The interactions that end in a message for the member alone. */
export type Asked =
  | ChatInputCommandInteraction
  | UserContextMenuCommandInteraction
  | ButtonInteraction
  | AnySelectMenuInteraction
  | ModalSubmitInteraction;

/** An interaction with what every step needs to know of it. */
export interface Visit<I extends Asked = Asked> {
  readonly interaction: I;
  readonly who: Who;
  readonly text: Text;
  /** Discord's name of the language that they read, also where `text` has none of it. */
  readonly language: string;
  /** What was typed into forms that were refused. */
  readonly drafts: Drafts;
  /** What a custom id carries behind its route. */
  readonly arg?: string;
}
