import type { Ms } from '../../clock.ts';
import { beginOf } from '../../gate/deadline.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { isOutage, refusalCode } from '../rest/errors.ts';
import { createMuster } from './members.ts';
import { type Listed, listed } from './names/listing.ts';
import { DAY, type DeadlineParts } from './parts.ts';

/** Whom a deadline would reach. `mayNotKick`: the bot may not remove members. `unlisted`: Discord does not list them. */
export type Reach =
  | {
      readonly is: 'reach';
      readonly count: number;
      /** The earliest instant at which anybody could be removed. */
      readonly at: Ms;
      readonly people: readonly Listed[];
    }
  | { readonly is: 'mayNotKick' | 'unlisted' };

/** Looks whom a deadline would reach before it is saved. Throws `StoreUnavailable`. */
export function createReach({
  rest,
  botId,
  names,
  roster,
  clock,
}: Pick<DeadlineParts, 'rest' | 'botId' | 'names' | 'roster' | 'clock'>) {
  const readMuster = createMuster(rest, botId, names);

  async function muster(serverId: string, server: ServerSettings, days: number, now: Ms) {
    const verified = new Set(await roster.members(serverId));
    try {
      return await readMuster(serverId, { ...server, deadlineDays: days }, verified, { state: {}, now });
    } catch (error) {
      if (refusalCode(error) === undefined && !isOutage(error)) throw error;
      return undefined;
    }
  }

  return async (serverId: string, server: ServerSettings, days: number): Promise<Reach> => {
    const now = clock.now();
    const found = await muster(serverId, server, days, now);
    if (!found) return { is: 'unlisted' };
    if (found.is !== 'members') return { is: 'mayNotKick' };
    const timed = found.members.flatMap((member) => (member.leftAlone ? [] : [member]));
    // Everybody's time begins when it is saved.
    const begins = timed.map((member) => beginOf(member, { since: now }));
    return {
      is: 'reach',
      count: timed.length,
      at: begins.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY) + days * DAY,
      people: listed(timed),
    };
  };
}
