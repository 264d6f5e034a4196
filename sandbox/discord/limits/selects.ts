import { badLength, type Problem } from './errors.ts';
import { listOf, numberOf, objectsIn, type Placed, repeated } from './json.ts';

const RADIO_GROUP = 21;

/** Selects of every kind, radio groups and checkbox groups: how many may be chosen, and from what. */
export function* problemsOfSelect({ value, at }: Placed): Generator<Problem> {
  const fewest = numberOf(value.min_values, 1);
  const most = value.type === RADIO_GROUP ? 1 : numberOf(value.max_values, defaultMost(value.type, value.options));
  if (fewest > most && value.min_values !== undefined) {
    const message = `int value should be less than or equal to ${most}.`;
    yield { at: [...at, 'min_values'], code: 'NUMBER_TYPE_MAX', message };
  }

  const options = objectsIn(value.options, [...at, 'options']);
  const needed = Math.max(numberOf(value.min_values, 0), numberOf(value.max_values, 0));
  if (options.length > 0 && options.length < needed && needed <= 25) {
    yield badLength([...at, 'options'], { min: needed, max: 25 });
  }
  for (const { at: where } of repeated(options, 'value')) {
    const message = 'The specified option value is already used';
    yield { at: where, code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message };
  }

  const chosen = options.filter((option) => option.value.default === true).length;
  if (chosen > most) yield badLength([...at, 'options'], { max: most });
  const preset = listOf(value.default_values).length;
  if (preset > most) yield badLength([...at, 'default_values'], { max: most });
}

// A checkbox group lets everything be checked unless told otherwise; a select lets one be chosen.
const defaultMost = (type: unknown, options: unknown): number => (type === 22 ? listOf(options).length : 1);
