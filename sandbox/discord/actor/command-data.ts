import { jsonList } from '../../world/components.ts';
import { known } from '../../world/lookup.ts';
import type { Command, Json, Message } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { messageJson } from '../json/messages.ts';
import type { Place } from './payload.ts';
import { type Kind, resolve } from './resolved.ts';
import { isUpload, type Upload, uploaded } from './uploads.ts';

export type OptionValue = string | number | boolean | Upload;
export type Options = Readonly<Record<string, OptionValue>>;

const KINDS: Readonly<Record<number, Kind>> = { 6: 'user', 7: 'channel', 8: 'role', 9: 'mentionable' };

/**
 * The `data` of a chat command. Names the client would not let a person leave out, or fill in wrongly, throw.
 * @param path names of the subcommand group and subcommand, where the command has them
 * @param focused the option being completed; then required options may still be missing
 */
export function chatData(
  world: World,
  command: Command,
  place: Place,
  path: readonly string[],
  options: Options,
  focused?: string,
): Json {
  let level: Json = command.body;
  const steps = path.map((name) => {
    level = known(
      jsonList(level.options).find((option) => option.name === name),
      `subcommand ${name}`,
    );
    return { name, type: level.type };
  });
  const declared = jsonList(level.options);
  for (const name of Object.keys(options)) {
    known(
      declared.find((option) => option.name === name),
      `option ${name} of /${command.name}`,
    );
  }
  const files: Record<string, Json> = {};
  const filled = declared.flatMap((option) => {
    const given = options[String(option.name)];
    if (!isUpload(given)) return filledOption(option, options, focused);
    if (option.type !== ATTACHMENT) throw new Error(`The option ${option.name} does not take a file.`);
    const { ids, attachments } = uploaded(world, [given]);
    Object.assign(files, attachments);
    return [{ name: option.name, type: option.type, value: ids[0] }];
  });
  const leaf = steps.toReversed().reduce<Json[]>((inner, step) => [{ ...step, options: inner }], filled);
  return { ...commandHead(command), options: leaf, ...resolvedPart(filled, place, world, files) };
}

const ATTACHMENT = 11;

/** The `data` of a command used on a message. */
export function messageData(world: World, command: Command, message: Message): Json {
  const resolved = { messages: { [message.id]: messageJson(message, world) } };
  return { ...commandHead(command), target_id: message.id, resolved };
}

/** The `data` of a command used on a person. */
export function userData(world: World, command: Command, place: Place, targetId: string): Json {
  const resolved = resolve([{ id: targetId, kind: 'user' }], place.guild, world);
  return { ...commandHead(command), target_id: targetId, resolved };
}

function commandHead(command: Command): Json {
  const scope = command.guildId === undefined ? {} : { guild_id: command.guildId };
  return { id: command.id, name: command.name, type: command.type, ...scope };
}

function filledOption(option: Json, options: Options, focused: string | undefined): Json[] {
  const name = String(option.name);
  const value = options[name];
  if (value === undefined) {
    if (option.required === true && focused === undefined) throw new Error(`The option ${name} is required.`);
    return [];
  }
  const choices = jsonList(option.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`The option ${name} has no choice ${value}.`);
  }
  // What is still being typed is text, whatever it becomes.
  if (name === focused) return [{ name, type: option.type, value, focused: true }];
  if (option.type === ATTACHMENT || isUpload(value)) throw new Error(`The option ${name} takes a file.`);
  if (typeof value !== typeOfOption(option.type)) {
    throw new Error(`The option ${name} does not take a ${typeof value}.`);
  }
  mustFit(option, value);
  return [{ name, type: option.type, value }];
}

function typeOfOption(type: unknown): 'boolean' | 'number' | 'string' {
  if (type === 5) return 'boolean';
  return type === 4 || type === 10 ? 'number' : 'string';
}

/** Discord's client holds a person to whole numbers and to the option's bounds. */
function mustFit({ name, type, min_value, max_value, min_length, max_length }: Json, value: OptionValue): void {
  if (type === 4 && !Number.isInteger(value)) throw new Error(`The option ${name} takes whole numbers.`);
  const size = typeof value === 'string' ? value.length : Number(value);
  const [min, max] = typeof value === 'string' ? [min_length, max_length ?? 6000] : [min_value, max_value];
  const unit = typeof value === 'string' ? ' characters' : '';
  if (typeof min === 'number' && size < min) throw new Error(`The option ${name} takes at least ${min}${unit}.`);
  if (typeof max === 'number' && size > max) throw new Error(`The option ${name} takes at most ${max}${unit}.`);
}

function resolvedPart(filled: readonly Json[], place: Place, world: World, attachments: Record<string, Json>): Json {
  const ids = filled.flatMap(({ type, value }) => {
    const kind = KINDS[Number(type)];
    return kind ? [{ id: String(value), kind }] : [];
  });
  const hasFiles = Object.keys(attachments).length > 0;
  if (ids.length === 0 && !hasFiles) return {};
  return { resolved: { ...resolve(ids, place.guild, world), ...(hasFiles ? { attachments } : {}) } };
}
