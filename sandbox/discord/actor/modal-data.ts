import { ComponentType, flatten, isJson, jsonList, SELECTS } from '../../world/components.ts';
import { known } from '../../world/lookup.ts';
import type { OpenModal } from '../../world/seen.ts';
import type { Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { resolvedValues } from './component-data.ts';
import type { Place } from './payload.ts';
import { isUpload, type Upload, uploaded } from './uploads.ts';

export type Field = string | boolean | readonly string[] | readonly Upload[];
export type Fields = Readonly<Record<string, Field>>;

/** The `data` of a submitted modal. What the client would not let a person submit throws. */
export function modalData(world: World, modal: OpenModal, place: Place, fields: Fields): Json {
  const controls = flatten(modal.components).filter((component) => typeof component.custom_id === 'string');
  for (const name of Object.keys(fields)) {
    known(
      controls.find((control) => control.custom_id === name),
      `field ${name} in the modal "${modal.title}"`,
    );
  }
  const resolved: Json = {};
  const fill = (control: Json) => filled(world, control, place, fields[String(control.custom_id)], resolved);
  const components = modal.components.map((component): Json => {
    const head = { id: component.id, type: component.type };
    if (isJson(component.component)) return { ...head, component: fill(component.component) };
    if (Array.isArray(component.components)) return { ...head, components: jsonList(component.components).map(fill) };
    return head;
  });
  return {
    custom_id: modal.customId,
    components,
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

function filled(world: World, control: Json, place: Place, given: Field | undefined, resolved: Json): Json {
  const head = { id: control.id, type: control.type, custom_id: control.custom_id };
  switch (control.type) {
    case ComponentType.TextInput:
      return { ...head, value: text(control, given) };
    case ComponentType.Checkbox:
      return { ...head, value: given === undefined ? control.default === true : checked(control, given) };
    case ComponentType.RadioGroup:
      return { ...head, value: radio(control, given) };
    case ComponentType.FileUpload: {
      const { ids, attachments } = uploaded(world, files(control, given));
      if (ids.length > 0) merge(resolved, { attachments });
      return { ...head, values: ids };
    }
    default: {
      if (!SELECTS.has(control.type) && control.type !== ComponentType.CheckboxGroup) {
        throw new Error(`The sandbox cannot fill in a modal component of type ${control.type}.`);
      }
      const values = listed(control, given);
      merge(resolved, values.length > 0 ? resolvedValues(world, control, place, values).resolved : undefined);
      return { ...head, values };
    }
  }
}

function files(control: Json, given: Field | undefined): Upload[] {
  const { custom_id: name, min_values: min = 1, max_values: max = 1 } = control;
  const chosen = Array.isArray(given) ? given.filter(isUpload) : [];
  if (Array.isArray(given) ? chosen.length !== given.length : given !== undefined)
    throw new Error(`${name} takes files.`);
  const isLeftOut = chosen.length === 0 && control.required === false;
  if (!isLeftOut && (chosen.length < Number(min) || chosen.length > Number(max))) {
    throw new Error(`${name} takes ${min} to ${max} files.`);
  }
  if (chosen.some(({ bytes }) => bytes.length > LARGEST)) throw new Error(`${name} takes files of up to 10 MiB.`);
  return chosen;
}

/** What Discord lets everybody give. */
const LARGEST = 10 * 1024 * 1024;

function text(control: Json, given: Field | undefined): string {
  const value = given ?? control.value ?? '';
  if (typeof value !== 'string') throw new Error(`${control.custom_id} takes text.`);
  if (value === '' && control.required === false) return value;
  const { min_length: min = 1, max_length: max = 4000 } = control;
  if (value.length < Number(min) || value.length > Number(max)) {
    throw new Error(`${control.custom_id} takes ${min} to ${max} characters.`);
  }
  return value;
}

function checked(control: Json, given: Field): boolean {
  if (typeof given !== 'boolean') throw new Error(`${control.custom_id} is either checked or not.`);
  return given;
}

function radio(control: Json, given: Field | undefined): string | null {
  const chosen = given ?? defaults(control)[0];
  if (chosen === undefined && control.required === false) return null;
  const offered = jsonList(control.options).some((option) => option.value === chosen);
  if (typeof chosen !== 'string' || !offered) throw new Error(`${control.custom_id} does not offer ${String(chosen)}.`);
  return chosen;
}

function listed(control: Json, given: Field | undefined): readonly string[] {
  const values = given === undefined ? defaults(control) : given;
  if (!isListOfText(values)) throw new Error(`${control.custom_id} takes a list.`);
  if (values.length === 0 && control.required !== false) throw new Error(`${control.custom_id} is required.`);
  return values;
}

const isListOfText = (values: Field): values is readonly string[] =>
  Array.isArray(values) && values.every((value) => typeof value === 'string');

function defaults(control: Json): string[] {
  const options = jsonList(control.options).filter((option) => option.default === true);
  return options.map((option) => String(option.value));
}

function merge(into: Json, more: unknown): void {
  if (!isJson(more)) return;
  for (const [kind, found] of Object.entries(more)) {
    into[kind] = { ...(isJson(into[kind]) ? into[kind] : {}), ...(isJson(found) ? found : {}) };
  }
}
