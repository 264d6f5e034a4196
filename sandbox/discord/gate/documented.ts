import documented from './documented.json' with { type: 'json' };

/** What a value in a query must be: an id, whole (within bounds), true or false, or anything. */
export type QueryKind = string | readonly number[];

/** A route of Discord's, as its API document of July 2026 has it. */
export interface DocumentedRoute {
  /** `GET /channels/#/messages`: `#` stands for an id, `*` for any other segment. */
  readonly shape: string;
  readonly query: Readonly<Record<string, QueryKind>>;
  /** Names of the body's fields. */
  readonly body: readonly string[];
}

/** What Discord has where a request points. */
export type Found =
  | { readonly is: 'route'; readonly route: DocumentedRoute }
  /** The route is there, but these segments are no ids. */
  | { readonly is: 'notAnId'; readonly segments: readonly string[] }
  | { readonly is: 'otherMethod' }
  | { readonly is: 'nothing' };

interface Entry {
  readonly query?: Readonly<Record<string, QueryKind>>;
  readonly body?: readonly string[];
}

const ENTRIES: Readonly<Record<string, Entry>> = documented;
const ROUTES = Object.entries(ENTRIES).map(([shape, { query = {}, body = [] }]) => {
  const [method = '', path = ''] = shape.split(' ');
  return { method, segments: path.split('/'), route: { shape, query, body } };
});

/** The shapes of all routes that Discord documents. */
export const documentedShapes: readonly string[] = ROUTES.map(({ route }) => route.shape);

/** @param path decoded, without version */
export function findDocumented(method: string, path: string): Found {
  const given = path.split('/');
  const there = ROUTES.filter(({ segments }) => fits(segments, given)).toSorted(
    (one, other) => literals(other.segments) - literals(one.segments),
  );
  const route = there.filter((each) => each.method === method);
  const exact = route.find(({ segments }) => wrongIds(segments, given).length === 0);
  if (exact) return { is: 'route', route: exact.route };
  if (route[0]) return { is: 'notAnId', segments: wrongIds(route[0].segments, given) };
  return there.length > 0 ? { is: 'otherMethod' } : { is: 'nothing' };
}

const isOpen = (segment: string): boolean => segment === '#' || segment === '*';
const literals = (segments: readonly string[]): number => segments.filter((segment) => !isOpen(segment)).length;

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, index) => (isOpen(segment) ? given[index] !== '' : segment === given[index]))
  );
}

function wrongIds(segments: readonly string[], given: readonly string[]): string[] {
  return given.filter((segment, index) => segments[index] === '#' && !isId(segment));
}

/** Whether it is an id: up to 20 digits. */
export const isId = (text: string): boolean => /^\d{1,20}$/.test(text);
