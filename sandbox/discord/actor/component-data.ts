import { ComponentType, jsonList, SELECTS } from '../../world/components.ts';
import type { Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Place } from './payload.ts';
import { type Kind, resolve } from './resolved.ts';

const KINDS: Readonly<Record<number, Kind>> = {
  [ComponentType.UserSelect]: 'user',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.MentionableSelect]: 'mentionable',
  [ComponentType.ChannelSelect]: 'channel',
};

/** The `data` of a pressed button. Disabled ones are sent too: only the client stops a person, not Discord's server. */
export function buttonData(component: Json): Json {
  if (component.type !== ComponentType.Button) throw new Error(`${component.custom_id} is not a button.`);
  return { id: component.id, component_type: component.type, custom_id: component.custom_id };
}

/** The `data` of a used select. Values must be among its options, and as many as it allows. */
export function selectData(world: World, component: Json, place: Place, values: readonly string[]): Json {
  if (!SELECTS.has(component.type)) throw new Error(`${component.custom_id} is not a select.`);
  const data = { id: component.id, component_type: component.type, custom_id: component.custom_id, values };
  return { ...data, ...resolvedValues(world, component, place, values) };
}

/** Checks chosen values, and gives `resolved` for selects of people, roles and channels. */
export function resolvedValues(world: World, component: Json, place: Place, values: readonly string[]): Json {
  const { min_values: min = 1, max_values: max = 1, custom_id: name } = component;
  if (values.length < Number(min) || values.length > Number(max)) {
    throw new Error(`${name} takes ${min} to ${max} values, not ${values.length}.`);
  }
  const kind = KINDS[Number(component.type)];
  if (kind) {
    const ids = values.map((id) => ({ id, kind }));
    return ids.length > 0 ? { resolved: resolve(ids, place.guild, world) } : {};
  }
  const offered = new Set(jsonList(component.options).map((option) => option.value));
  const unknown = values.find((value) => !offered.has(value));
  if (unknown !== undefined) throw new Error(`${name} does not offer ${unknown}.`);
  return {};
}
