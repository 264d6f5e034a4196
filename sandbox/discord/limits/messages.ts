import { placeComponents, problemsOfComponents, TEXT_DISPLAY, V2_ONLY } from './components.ts';
import { problemsOfEmbeds } from './embeds.ts';
import { badLength, type Problem, wrongType } from './errors.ts';
import { isObject, type JsonObject, listOf, numberOf, objectsIn, type Path, type Placed, textOf } from './json.ts';

export const EPHEMERAL = 1 << 6;
export const IS_COMPONENTS_V2 = 1 << 15;

/** `new` is a message that does not exist yet; `edit` one that does, and `isV2` is what that one is. */
export type MessageRequest = { is: 'new' } | { is: 'edit'; isV2: boolean };

/** The rules of a message that Discord's API document does not encode. Sources: Discord's message and component reference. */
export function* problemsOfMessage(message: JsonObject, at: Path, request: MessageRequest): Generator<Problem> {
  const components = placeComponents(message.components, [...at, 'components']);
  const isV2 = hasFlag(message, IS_COMPONENTS_V2) || (request.is === 'edit' && request.isV2);
  yield* isV2 ? problemsOfV2(message, components, at) : problemsOfLegacy(message, at);
  yield* problemsOfComponents(components);
  yield* problemsOfEmbeds(message.embeds, [...at, 'embeds']);
  yield* problemsOfMentions(message.allowed_mentions, [...at, 'allowed_mentions']);
  if (isEmpty(message, request, isV2)) yield { at, ...EMPTY_MESSAGE };
}

/** Discord answers this one with a code of its own (50006) instead of a list of fields. */
export const EMPTY_MESSAGE = { code: 'MESSAGE_EMPTY', message: 'Cannot send an empty message' };

export const hasFlag = (message: JsonObject, flag: number): boolean => (numberOf(message.flags, 0) & flag) !== 0;

function* problemsOfV2(message: JsonObject, components: readonly Placed[], at: Path): Generator<Problem> {
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids']) {
    if (isNothing(message[field])) continue;
    const text = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    yield { at: [...at, field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message: text };
  }
  const where = [...at, 'components'];
  if (components.length > 40) {
    const text = 'The total number of components exceeds the maximum of 40';
    yield { at: where, code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message: text };
  }
  const texts = components.filter(({ value }) => value.type === TEXT_DISPLAY);
  if (texts.reduce((sum, { value }) => sum + textOf(value.content).length, 0) > 4000) {
    const text = 'The total displayable text size exceeds the maximum of 4000';
    yield { at: where, code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message: text };
  }
}

function* problemsOfLegacy(message: JsonObject, at: Path): Generator<Problem> {
  // The document allows 4000, which only people with a subscription have.
  if (textOf(message.content).length > 2000) yield badLength([...at, 'content'], { max: 2000 });
  const rows = objectsIn(message.components, [...at, 'components']);
  if (rows.length > 5) yield badLength([...at, 'components'], { max: 5 });
  for (const { value, at: where } of rows) if (V2_ONLY.includes(value.type)) yield wrongType([...where, 'type'], [1]);
}

function* problemsOfMentions(mentions: unknown, at: Path): Generator<Problem> {
  if (!isObject(mentions)) return;
  for (const kind of ['users', 'roles']) {
    if (!listOf(mentions.parse).includes(kind) || listOf(mentions[kind]).length === 0) continue;
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    yield { at, code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message };
  }
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || isEmptyList(value);

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

// An edit leaves alone what it does not name, so it empties a message only by naming all there can be.
function isEmpty(message: JsonObject, request: MessageRequest, isV2: boolean): boolean {
  const shown = isV2 ? ['components'] : ['content', 'embeds', 'components', 'attachments', 'poll', 'sticker_ids'];
  if (!shown.every((field) => isNothing(message[field]))) return false;
  const named = isV2 ? ['components'] : ['content', 'embeds', 'components', 'attachments'];
  return request.is === 'new' || named.every((field) => message[field] !== undefined);
}
