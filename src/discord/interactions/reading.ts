import { type BaseInteraction, DiscordjsErrorCodes, DiscordjsTypeError, type ModalSubmitFields } from 'discord.js';

/** What was sent is not what this version asks for: it was open while the bot was replaced, or somebody forged it. */
export class OutOfDate extends Error {}

const codes: readonly unknown[] = [
  DiscordjsErrorCodes.ModalSubmitInteractionFieldNotFound,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldType,
  DiscordjsErrorCodes.CommandInteractionOptionNotFound,
  DiscordjsErrorCodes.CommandInteractionOptionType,
  DiscordjsErrorCodes.CommandInteractionOptionEmpty,
  DiscordjsErrorCodes.CommandInteractionOptionNoSubcommand,
];

/** Whether an error says that a field or an option is not there, or is another one. */
export function isOutOfDate(error: unknown): boolean {
  return error instanceof OutOfDate || (error instanceof DiscordjsTypeError && codes.includes(error.code));
}

/**
 * What was typed into a field of a form. Half a character, which Discord would not take back, becomes U+FFFD.
 * Throws what `isOutOfDate` knows when there is no such field.
 */
export function textIn(form: ModalSubmitFields, field: string): string {
  const text: unknown = form.getTextInputValue(field);
  if (typeof text !== 'string') throw new OutOfDate();
  return text.toWellFormed();
}

/** What was chosen in a select of a form. Throws as `textIn` does. */
export function choicesIn(form: ModalSubmitFields, field: string): readonly string[] {
  const choices: unknown = form.getStringSelectValues(field);
  if (!Array.isArray(choices)) throw new OutOfDate();
  return choices.filter((choice) => typeof choice === 'string');
}

/** The file that was given in a form. Throws as `textIn` does. */
export function fileIn(form: ModalSubmitFields, field: string): { readonly url: string; readonly size: number } {
  const file = form.getUploadedFiles(field)?.first();
  if (!file) throw new OutOfDate();
  const { url, size } = file;
  return { url, size };
}

/** The id of an account, a role, a channel or a server: https://discord.com/developers/docs/reference#snowflakes */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}

/** The roles that the member who asked had then, as Discord sent them along. */
export function heldRoles({ member }: BaseInteraction): readonly string[] {
  if (!member) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}
