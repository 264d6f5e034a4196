import { problemsOfName } from './command-names.ts';
import { badLength, type Problem } from './errors.ts';
import { numberOf, objectsIn, type Path, type Placed, repeated, textOf } from './json.ts';

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
// A group holds subcommands, a subcommand holds options: the schema has refused what is deeper.
const DEEPEST = 3;

/** The rules of a command's options, subcommands and groups included, beyond what Discord's API document encodes. */
export function* problemsOfOptions(options: unknown, at: Path, depth = 0): Generator<Problem> {
  if (depth > DEEPEST) return;
  const placed = objectsIn(options, at);
  const nesting = placed.filter(isNesting);
  if (nesting.length > 0 && nesting.length < placed.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
    yield { at, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message };
  }
  yield* problemsOfOrder(placed);
  for (const { at: where } of repeated(placed, 'name')) {
    yield { at: where, code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message: 'Option name already exists' };
  }
  for (const option of placed) {
    yield* problemsOfName(option.value, option.at);
    yield* problemsOfChoices(option);
    yield* problemsOfRange(option);
    yield* problemsOfOptions(option.value.options, [...option.at, 'options'], depth + 1);
  }
}

const isNesting = ({ value }: Placed): boolean => value.type === SUBCOMMAND || value.type === SUBCOMMAND_GROUP;

function* problemsOfOrder(options: readonly Placed[]): Generator<Problem> {
  const firstOptional = options.findIndex(({ value }) => value.required !== true);
  if (firstOptional < 0) return;
  for (const { value, at } of options.slice(firstOptional)) {
    const message = 'Required options must be placed before non-required options';
    if (value.required === true) yield { at, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message };
  }
}

function* problemsOfChoices({ value, at }: Placed): Generator<Problem> {
  const choices = objectsIn(value.choices, [...at, 'choices']);
  if (value.autocomplete === true && choices.length > 0) {
    const message = 'Choices and autocomplete are mutually exclusive';
    yield { at: [...at, 'choices'], code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', message };
  }
  for (const { at: where } of repeated(choices, 'name')) {
    const message = 'Choice name already exists';
    yield { at: where, code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE', message };
  }
  yield* problemsOfChoiceValues(choices);
}

/** The document lets a choice's text be 6000 long; Discord's command reference says 100. */
export function* problemsOfChoiceValues(choices: readonly Placed[]): Generator<Problem> {
  for (const choice of choices) {
    if (textOf(choice.value.value).length > 100) yield badLength([...choice.at, 'value'], { max: 100 });
  }
}

function* problemsOfRange({ value, at }: Placed): Generator<Problem> {
  for (const kind of ['value', 'length']) {
    const most = numberOf(value[`max_${kind}`], Number.POSITIVE_INFINITY);
    if (numberOf(value[`min_${kind}`], Number.NEGATIVE_INFINITY) <= most) continue;
    const message = `int value should be less than or equal to ${most}.`;
    yield { at: [...at, `min_${kind}`], code: 'NUMBER_TYPE_MAX', message };
  }
}
