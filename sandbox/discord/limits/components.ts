import { type Problem, required } from './errors.ts';
import {
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  objectsIn,
  type Path,
  type Placed,
  repeated,
  textOf,
} from './json.ts';
import { problemsOfSelect } from './selects.ts';

/** Discord's component types that the rules speak of. */
export const ROW = 1;
export const BUTTON = 2;
export const TEXT_INPUT = 4;
export const TEXT_DISPLAY = 10;
/** String, user, role, mentionable and channel selects. */
export const SELECTS: readonly unknown[] = [3, 5, 6, 7, 8];
/** Components that exist only in messages with the Components V2 flag. */
export const V2_ONLY: readonly unknown[] = [9, 10, 11, 12, 13, 14, 17];

const LINK = 5;
const PREMIUM = 6;
// No valid message or modal is deeper than three; the schema has refused what is, so it need not be followed.
const DEEPEST = 6;

/** Every component with its place, nested ones included, in reading order. */
export function placeComponents(components: unknown, at: Path, depth = 0): Placed[] {
  if (depth > DEEPEST) return [];
  return objectsIn(components, at).flatMap((placed) => withNested(placed, depth));
}

function withNested(placed: Placed, depth: number): Placed[] {
  const { value, at } = placed;
  const single = ['accessory', 'component'].flatMap((key): Placed[] => {
    const inner = value[key];
    return isObject(inner) && depth < DEEPEST ? withNested({ value: inner, at: [...at, key] }, depth + 1) : [];
  });
  return [placed, ...placeComponents(value.components, [...at, 'components'], depth + 1), ...single];
}

/** The rules that hold wherever a component may stand: unique ids, whole buttons, rows that fit, sane selects. */
export function* problemsOfComponents(components: readonly Placed[]): Generator<Problem> {
  for (const { at } of repeated(components, 'custom_id')) {
    const message = 'Component custom id cannot be duplicated';
    yield { at: [...at, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message };
  }
  // An id of 0 asks Discord to number the component itself.
  for (const { at, value } of repeated(components, 'id')) {
    if (value.id === 0) continue;
    yield { at: [...at, 'id'], code: 'COMPONENT_ID_DUPLICATED', message: 'Component id cannot be duplicated' };
  }
  for (const placed of components) {
    const { type } = placed.value;
    if (type === ROW) yield* problemsOfRow(placed);
    if (type === BUTTON) yield* problemsOfButton(placed);
    if (type === TEXT_INPUT) yield* problemsOfTextInput(placed);
    if (SELECTS.includes(type) || type === 21 || type === 22) yield* problemsOfSelect(placed);
  }
}

/** A row is five wide: a button takes one, a select all five. Six buttons are refused by their number already. */
function* problemsOfRow({ value, at }: Placed): Generator<Problem> {
  const children = objectsIn(value.components, [...at, 'components']);
  if (listOf(value.components).length > 5) return;
  let width = 0;
  for (const child of children) {
    width += child.value.type === BUTTON ? 1 : 5;
    if (width <= 5) continue;
    const message = 'The specified component exceeds the maximum width';
    yield { at: child.at, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message };
  }
}

function* problemsOfButton({ value, at }: Placed): Generator<Problem> {
  if (value.style === PREMIUM) {
    if (!value.sku_id) yield required([...at, 'sku_id']);
    yield* unwanted(value, at, ['custom_id', 'label', 'url', 'emoji'], 'a premium button');
    return;
  }
  if (value.style === LINK) {
    if (!value.url) yield required([...at, 'url']);
    yield* unwanted(value, at, ['custom_id', 'sku_id'], 'a link button');
  } else {
    if (!value.custom_id && !value.url) yield required([...at, 'custom_id']);
    yield* unwanted(value, at, ['url', 'sku_id'], 'a button that is not a link');
  }
  if (!value.label && !value.emoji) yield required([...at, 'label']);
}

function* unwanted(value: JsonObject, at: Path, keys: readonly string[], what: string): Generator<Problem> {
  for (const key of keys) {
    if (value[key] === undefined || value[key] === null) continue;
    yield { at: [...at, key], code: 'BUTTON_COMPONENT_FIELD_NOT_ALLOWED', message: `${key} cannot be set on ${what}` };
  }
}

function* problemsOfTextInput({ value, at }: Placed): Generator<Problem> {
  const shortest = numberOf(value.min_length, 0);
  const longest = numberOf(value.max_length, 4000);
  if (shortest > longest) {
    const message = `int value should be less than or equal to ${longest}.`;
    yield { at: [...at, 'min_length'], code: 'NUMBER_TYPE_MAX', message };
  }
  if (textOf(value.value).length > longest) {
    yield { at: [...at, 'value'], code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${longest} or fewer in length.` };
  }
}
