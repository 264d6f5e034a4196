import { z } from 'zod';

/** The places that a bot may be refused at: servers, channels, and the opening of direct messages. */
const braked = /\/v\d+\/((?:guilds|channels)\/\d+(?:\/[^?]*)?|users\/@me\/channels)(?:\?|$)/;

/**
 * What requests have in common that Discord allows or refuses together: `PUT guilds/1/members/*\/roles/2`. Members and messages are
 * left out. Undefined for what is never held back, such as answers to interactions.
 */
export function laneOf(method: string, url: string): string | undefined {
  const path = braked.exec(url)?.[1];
  if (path === undefined) return undefined;
  const kind = decodeURIComponent(path).replace(/\/(members|messages|bans)\/[^/]+/g, '/$1/*');
  return `${method.toUpperCase()} ${kind}`;
}

const Opening = z.object({ recipient_id: z.string() });

/** The part of a lane that is one person's: the opening of their direct messages. The lane itself, where it is no such lane. */
export function laneOfOne(lane: string, body: unknown): string {
  if (placeOf(lane) !== 'users/@me' || typeof body !== 'string') return lane;
  try {
    const { data } = Opening.safeParse(JSON.parse(body));
    return data ? `${lane} ${data.recipient_id}` : lane;
  } catch {
    return lane;
  }
}

/** The server or channel that a lane is about. */
export function placeOf(lane: string): string {
  return lane
    .slice(lane.indexOf(' ') + 1)
    .split('/', 2)
    .join('/');
}

/** What a request is held back by: what it has in common with others, and what is one person's of that. */
export interface Asked {
  readonly lane: string;
  readonly ofOne: string;
}
