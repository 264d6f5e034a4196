import { ComponentType, isJson, jsonList, SELECTS } from '../../world/components.ts';
import type { Json } from '../../world/types.ts';

/** Components as Discord gives them back: numbered where the bot left the number out, with the defaults filled in. */
export function storedComponents(components: readonly Json[]): Json[] {
  const taken = new Set<unknown>();
  collectIds(components, taken);
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  return components.map((component) => stored(component, nextId));
}

function collectIds(value: unknown, ids: Set<unknown>): void {
  if (Array.isArray(value)) for (const item of value) collectIds(item, ids);
  if (!isJson(value)) return;
  if (typeof value.type === 'number' && value.id) ids.add(value.id);
  for (const key of ['components', 'accessory', 'component']) collectIds(value[key], ids);
}

function stored(component: Json, nextId: () => number): Json {
  const id = component.id ? component.id : nextId();
  const result: Json = { ...defaultsOf(component), ...component, id };
  if ('components' in component)
    result.components = jsonList(component.components).map((child) => stored(child, nextId));
  if (isJson(component.accessory)) result.accessory = stored(component.accessory, nextId);
  if (isJson(component.component)) result.component = stored(component.component, nextId);
  return withoutNulls(result);
}

function defaultsOf({ type }: Json): Json {
  if (SELECTS.has(type)) return { min_values: 1, max_values: 1 };
  if (type === ComponentType.Container) return { accent_color: null, spoiler: false };
  if (type === ComponentType.Separator) return { spacing: 1, divider: true };
  if (type === ComponentType.Thumbnail) return { description: null, spoiler: false };
  return {};
}

/** Discord answers null only where a container has no colour or a picture no description. */
function withoutNulls(component: Json): Json {
  const keep = new Set(['accent_color', 'description']);
  const nullable = component.type === ComponentType.Container || component.type === ComponentType.Thumbnail;
  return Object.fromEntries(
    Object.entries(component).filter(([key, value]) => value !== null || (nullable && keep.has(key))),
  );
}
