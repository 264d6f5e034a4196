/**
 * JSON as Discord reads it: a whole number with more digits than a double can hold, such as an id, keeps them, as text.
 * Throws where it is none.
 */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value,
  );
}
