import type { Json } from './types.ts';

/** Discord's component types, those the sandbox looks at. */
export const ComponentType = {
  ActionRow: 1,
  Button: 2,
  StringSelect: 3,
  TextInput: 4,
  UserSelect: 5,
  RoleSelect: 6,
  MentionableSelect: 7,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Thumbnail: 11,
  MediaGallery: 12,
  File: 13,
  Separator: 14,
  Container: 17,
  Label: 18,
  FileUpload: 19,
  RadioGroup: 21,
  CheckboxGroup: 22,
  Checkbox: 23,
} as const;

export const SELECTS: ReadonlySet<unknown> = new Set([3, 5, 6, 7, 8]);

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The array of objects under `value`; anything else in it, or in its place, is left out. */
export function jsonList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** A component's direct children: rows and containers, a section's accessory, what a label labels. */
export function childrenOf(component: Json): Json[] {
  return [...jsonList(component.components), ...[component.accessory, component.component].filter(isJson)];
}

/** All components in reading order, nested ones included. */
export function flatten(components: readonly Json[]): Json[] {
  return components.flatMap((component) => [component, ...flatten(childrenOf(component))]);
}

/** Those a person can use: what carries a custom_id. */
export function interactiveComponents(components: readonly Json[]): Json[] {
  return flatten(components).filter((component) => typeof component.custom_id === 'string');
}
