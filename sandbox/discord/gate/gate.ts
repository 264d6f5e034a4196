import type { HTTPException } from 'hono/http-exception';
import { isJson } from '../../world/components.ts';
import { nest } from '../limits/errors.ts';
import { refusal, refusals } from '../refusals.ts';
import { type DocumentedRoute, findDocumented } from './documented.ts';
import { GAPS } from './gaps.ts';
import { problemsOfQuery } from './query.ts';

/** Why a request does not come to its route. `isGap`: Discord would have carried it out, the sandbox cannot. */
export interface Turned {
  readonly refusal: HTTPException;
  readonly isGap: boolean;
}

export interface Asked {
  readonly method: string;
  /** Decoded, without version. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Stands before the routes, so that no request comes to one that it does not mean, and none is answered as if it had been
 * carried out while part of it was not: by Discord's list of its routes, with their queries and fields.
 * @param implemented the sandbox's routes, as `GET /channels/:/messages`
 */
export function createGate(implemented: () => ReadonlySet<string>): (asked: Asked) => Turned | undefined {
  const gap = (words: string): Turned => ({
    refusal: refusal(404, 0, `sandbox: ${words} is not implemented`),
    isGap: true,
  });

  return (asked) => {
    const { method, path } = asked;
    const found = findDocumented(method, path);
    switch (found.is) {
      case 'nothing':
        return { refusal: refusal(404, 0, '404: Not Found'), isGap: true };
      case 'otherMethod':
        return { refusal: refusal(405, 0, '405: Method Not Allowed'), isGap: true };
      case 'notAnId':
        return { refusal: notAnId(found.segments), isGap: false };
      case 'route': {
        if (!implemented().has(nameless(found.route.shape))) return gap(`${method} ${path}`);
        const problems = problemsOfQuery(found.route.query, asked.query);
        if (problems.length > 0) return { refusal: refusals.invalidForm({ ...nest(problems) }), isGap: false };
        const missing = gapsIn(found.route, asked);
        return missing.length > 0 ? gap(`"${missing.join('", "')}" of ${method} ${path}`) : undefined;
      }
    }
  };
}

/** `PUT /a/#/b/*` and `PUT /a/:x/b/:y` alike: `PUT /a/:/b/:`. */
export const nameless = (shape: string): string => shape.replace(/\/(?:#|\*|@original|:[^/]+)/g, '/:');

function notAnId(segments: readonly string[]): HTTPException {
  return refusals.invalidForm({
    ...nest(
      segments.map((segment) => ({
        at: ['id'],
        code: 'NUMBER_TYPE_COERCE',
        message: `Value "${segment.slice(0, 20)}" is not snowflake.`,
      })),
    ),
  });
}

/** What a request asks for that the sandbox does not do. What is null, empty, false or 0 asks for nothing. */
function gapsIn({ shape }: DocumentedRoute, { query, body }: Asked): string[] {
  const fields = isJson(body) ? body : {};
  return (GAPS[shape] ?? []).filter((name) => asksForSomething(query[name]) || asksForSomething(fields[name]));
}

function asksForSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0 && value !== '0';
}
