/** How often a route may be asked: `limit` requests within `perMs` milliseconds from the first one on. */
export interface Rate {
  readonly limit: number;
  readonly perMs: number;
  /** Requests of several routes that count together have one name; alone, a route's own. */
  readonly bucket?: string;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** One request at a time and four a second: reactions of every kind count together. */
const REACTIONS: Rate = { limit: 1, perMs: SECOND / 4, bucket: 'reactions' };
const MEMBER_ROLES: Rate = { limit: 10, perMs: 10 * SECOND };

/**
 * Discord publishes no rates and asks bots to read its headers. These are the ones that clients have long seen, and the
 * few that its documentation used to name. `:top` is the server, channel or webhook that a bucket is for.
 */
const RATES: Readonly<Record<string, Rate>> = {
  'POST /channels/:top/messages': { limit: 5, perMs: 5 * SECOND },
  'PATCH /channels/:top/messages/:id': { limit: 5, perMs: 5 * SECOND },
  'DELETE /channels/:top/messages/:id': { limit: 5, perMs: SECOND },
  'POST /channels/:top/messages/bulk-delete': { limit: 1, perMs: SECOND },
  'PUT /channels/:top/messages/:id/reactions': REACTIONS,
  'DELETE /channels/:top/messages/:id/reactions': REACTIONS,
  'POST /channels/:top/typing': { limit: 5, perMs: 5 * SECOND },
  'PUT /guilds/:top/members/:id/roles/:id': MEMBER_ROLES,
  'DELETE /guilds/:top/members/:id/roles/:id': MEMBER_ROLES,
  'PATCH /guilds/:top/members/:id': { limit: 10, perMs: 10 * SECOND },
  'PATCH /guilds/:top/members/@me': { limit: 1, perMs: SECOND },
  'GET /guilds/:top/members': { limit: 10, perMs: 10 * SECOND },
  'GET /guilds/:top/members/search': { limit: 10, perMs: 10 * SECOND },
  'POST /guilds/:top/roles': { limit: 250, perMs: 48 * HOUR },
  'PATCH /users/@me': { limit: 2, perMs: HOUR },
  'POST /webhooks/:top/:token': { limit: 5, perMs: 2 * SECOND },
  'GET /gateway/bot': { limit: 2, perMs: 5 * SECOND },
};

/** What no client has seen a limit of: no more than all routes together. */
const UNKNOWN: Rate = { limit: 50, perMs: SECOND };

/** All requests that carry the bot's token, together. */
export const EVERYTHING: Rate = { limit: 50, perMs: SECOND };

/** The bucket that a request falls into: the name that Discord's header would hide, and whose it is. */
export interface Place {
  readonly bucket: string;
  /** The server, channel or webhook in the path, or `''`. */
  readonly top: string;
  readonly rate: Rate;
}

const TOP_LEVEL: ReadonlySet<unknown> = new Set(['guilds', 'channels', 'webhooks']);

/** @param path decoded, without version: `/channels/1/messages` */
export function placeOf(method: string, path: string): Place {
  const [, area = '', top = '', ...rest] = path.split('/');
  const isTop = TOP_LEVEL.has(area) && /^\d+$/.test(top);
  const route = `${method} /${[area, ...(top === '' ? [] : [isTop ? ':top' : shapeOf(top)]), ...shapesOf(rest)].join('/')}`;
  const rate = RATES[route] ?? UNKNOWN;
  // An interaction's or a webhook's token is part of whose bucket it is.
  const token = area === 'webhooks' ? (rest[0] ?? '') : '';
  return { bucket: rate.bucket ?? route, top: isTop ? `${top}/${token}` : '', rate };
}

function shapesOf(segments: readonly string[]): string[] {
  const reactions = segments.indexOf('reactions');
  return (reactions < 0 ? segments : segments.slice(0, reactions + 1)).map(shapeOf);
}

function shapeOf(segment: string): string {
  if (/^\d+$/.test(segment)) return ':id';
  return /^[\w-]{32,}$/.test(segment) ? ':token' : segment;
}
