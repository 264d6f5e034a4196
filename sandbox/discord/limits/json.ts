/** The way to a value in a JSON document: property names and list positions. */
export type Path = readonly (string | number)[];
export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object and where it stands. */
export interface Placed {
  readonly value: JsonObject;
  readonly at: Path;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The number, or `fallback` where the value is absent or something else. */
export const numberOf = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

/** The objects of a list, with their places; what is not a list has none. */
export function objectsIn(list: unknown, at: Path): Placed[] {
  return listOf(list).flatMap((value, index) => (isObject(value) ? [{ value, at: [...at, index] }] : []));
}

/** Those of `placed` whose `key` holds what an earlier one's holds already. Absent values repeat nothing. */
export function repeated(placed: readonly Placed[], key: string): Placed[] {
  const seen = new Set<unknown>();
  const withKey = placed.filter(({ value }) => value[key] !== undefined && value[key] !== null);
  return withKey.filter(({ value }) => {
    const isKnown = seen.has(value[key]);
    seen.add(value[key]);
    return isKnown;
  });
}
