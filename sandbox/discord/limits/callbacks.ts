import * as spec from 'discord-api-spec/zod';
import { problemsOfChoiceValues } from './command-options.ts';
import { type Problem, required, wrongType } from './errors.ts';
import { isObject, type JsonObject, numberOf, objectsIn, type Placed } from './json.ts';
import { EPHEMERAL, type MessageRequest, problemsOfMessage } from './messages.ts';
import { problemsOfModal } from './modals.ts';
import { problemsBySchema } from './schema.ts';

const NO_DATA: Placed = { value: {}, at: ['data'] };

/** What is wrong with the answer to an interaction. `isV2`: the message that callback 7 would change is Components V2. */
export function* problemsOfCallback(body: JsonObject, isV2: boolean): Generator<Problem> {
  const schema = schemaOf(body.type);
  if (!schema) {
    yield body.type === undefined ? required(['type']) : wrongType(['type'], [1, 4, 5, 6, 7, 8, 9, 12]);
    return;
  }
  yield* problemsBySchema(schema, body);
  const data = isObject(body.data) ? { value: body.data, at: ['data'] } : undefined;
  switch (body.type) {
    case 4:
      yield* data ? problemsOfMessage(data.value, data.at, { is: 'new' }) : [required(['data'])];
      return;
    case 5:
      yield* problemsOfDeferral(data ?? NO_DATA);
      return;
    case 7: {
      const edit: MessageRequest = { is: 'edit', isV2 };
      yield* problemsOfMessage((data ?? NO_DATA).value, ['data'], edit);
      return;
    }
    case 8:
      yield* data ? problemsOfChoiceValues(objectsIn(data.value.choices, ['data', 'choices'])) : [required(['data'])];
      return;
    case 9:
      if (data) yield* problemsOfModal(data.value, data.at);
  }
}

// Taken one by one: the document's own union of them would name every kind's problems at once.
function schemaOf(type: unknown) {
  switch (type) {
    case 1:
      return spec.PongInteractionCallbackRequestSchema;
    case 4:
    case 5:
      return spec.CreateMessageInteractionCallbackRequestSchema;
    case 6:
    case 7:
      return spec.UpdateMessageInteractionCallbackRequestSchema;
    case 8:
      return spec.ApplicationCommandAutocompleteCallbackRequestSchema;
    case 9:
      return spec.ModalInteractionCallbackRequestSchema;
    case 12:
      return spec.LaunchActivityInteractionCallbackRequestSchema;
    default:
      return undefined;
  }
}

/** "Thinking…" can be for one person or for all, and nothing else: the Components V2 flag comes with the edit. */
function* problemsOfDeferral({ value, at }: Placed): Generator<Problem> {
  if ((numberOf(value.flags, 0) & ~EPHEMERAL) === 0) return;
  const message = 'A deferred reply accepts only the EPHEMERAL flag';
  yield { at: [...at, 'flags'], code: 'INTERACTION_DEFERRED_FLAGS_INVALID', message };
}
