import { placeComponents, problemsOfComponents, ROW, SELECTS } from './components.ts';
import { badLength, type Problem, required } from './errors.ts';
import { type JsonObject, listOf, type Path, type Placed } from './json.ts';

const LABEL = 18;
const FILE_UPLOAD = 19;
const CHECKBOX_GROUP = 22;

/** The rules of a modal that Discord's API document does not encode: its data, without the `{ type: 9 }` around it. */
export function* problemsOfModal(modal: JsonObject, at: Path): Generator<Problem> {
  const where = [...at, 'components'];
  // The document allows 40, as in messages.
  if (listOf(modal.components).length > 5) yield badLength(where, { min: 1, max: 5 });
  const components = placeComponents(modal.components, where);
  yield* problemsOfComponents(components);
  for (const component of components) yield* problemsInModal(component);
}

function* problemsInModal({ value, at }: Placed): Generator<Problem> {
  if (value.type === ROW) yield* problemsOfInputRow(value, at);
  if (value.type === LABEL && isInput(value.component) && value.component.label) {
    const message = 'A text input inside a label cannot have a label of its own';
    yield { at: [...at, 'component', 'label'], code: 'COMPONENT_LABEL_NOT_ALLOWED', message };
  }
  if (SELECTS.includes(value.type) && value.disabled === true) {
    yield {
      at: [...at, 'disabled'],
      code: 'COMPONENT_DISABLED_IN_MODAL',
      message: 'A modal cannot hold a disabled select',
    };
  }
  if (
    (value.type === CHECKBOX_GROUP || value.type === FILE_UPLOAD) &&
    value.min_values === 0 &&
    value.required !== false
  ) {
    const message = 'int value should be greater than or equal to 1.';
    yield { at: [...at, 'min_values'], code: 'NUMBER_TYPE_MIN', message };
  }
}

/** The older way to place a text input: alone in a row, labelled by itself. */
function* problemsOfInputRow(row: JsonObject, at: Path): Generator<Problem> {
  for (const [index, input] of listOf(row.components).entries()) {
    if (isInput(input) && !input.label) yield required([...at, 'components', index, 'label']);
  }
}

const isInput = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 4;
