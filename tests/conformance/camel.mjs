/** Discord's JSON in the spelling of libraries that write `customId`, or `customID`. */
export function camel(value, id) {
  if (Array.isArray(value)) return value.map((one) => camel(one, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [spelt(key, id), camel(inner, id)]));
}

const spelt = (key, id) => key.replace(/_id$/, id).replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
