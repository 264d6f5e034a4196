import { isCauseName } from './cause.ts';

const privateName = /token|secret|authorization|password|pepper|cookie|phone|digest|body$|^(?:code|otp|to)$/i;

/** A copy of a value for the log: private fields hidden at any depth, errors reduced, cycles and bytes cut off. */
export function withoutPrivate(value: unknown, name = '', depth = 0): unknown {
  if (privateName.test(name)) return '[hidden]';
  if (value instanceof Error) return reduced(value);
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > 6) return '[…]';
  if (Array.isArray(value)) return value.map((item) => withoutPrivate(item, '', depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutPrivate(part, key, depth + 1)]));
}

/** A vendor's error carries its whole request. What tells the cause: kind, message, stack, and a code or status if plain. */
function reduced(error: Error) {
  const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'number' || isCauseName(code) ? { errorCode: code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {}),
  };
}
