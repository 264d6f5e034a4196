import type { NestedErrors, RequestContext } from '../../../sandbox/discord/limits/index.ts';
import { checkRequest } from '../../../sandbox/discord/limits/index.ts';

/** What is wrong, one `path: CODE` each: `data.components.0.label: BASE_TYPE_BAD_LENGTH`. */
export function complaints(method: string, path: string, body: unknown, context?: RequestContext): string[] {
  const refusal = checkRequest(method, path, body, context);
  return refusal ? flat(refusal.errors, []) : [];
}

function flat(node: NestedErrors, at: string[]): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    Array.isArray(value) ? value.map(({ code }) => `${at.join('.')}: ${code}`) : flat(value, [...at, key]),
  );
}

export const CALLBACK = '/interactions/1/tok/callback';
export const ORIGINAL = '/webhooks/1/tok/messages/@original';
export const CHANNEL = '/channels/1/messages';
export const COMMANDS = '/applications/1/commands';

export const reply = (data: unknown): string[] => complaints('POST', CALLBACK, { type: 4, data });
export const post = (message: unknown): string[] => complaints('POST', CHANNEL, message);
export const edit = (message: unknown, context?: RequestContext): string[] =>
  complaints('PATCH', ORIGINAL, message, context);
export const modal = (data: unknown): string[] => complaints('POST', CALLBACK, { type: 9, data });
export const put = (commands: unknown): string[] => complaints('PUT', COMMANDS, commands);

export const V2 = 1 << 15;
export const x = (length: number): string => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
