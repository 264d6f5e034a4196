import { memberKey, type Who } from '../../base/member-ref.ts';
import type { BanReach, Journal, Roster } from '../ports.ts';
import { type Bans, BY_BAN } from './bans.ts';

/** Who is banned, as Discord says. Both may throw what Discord refuses. */
export interface BanList {
  /** The ids of all banned accounts of a server, page by page; undefined where the bot may not read them. */
  read(serverId: string): Promise<AsyncIterable<readonly string[]> | undefined>;
  isBanned(who: Who): Promise<boolean>;
}

export interface MissedBansParts {
  readonly reach: BanReach;
  readonly roster: Pick<Roster, 'find'>;
  readonly journal: Pick<Journal, 'ofMember'>;
  readonly bans: Bans;
  readonly list: BanList;
  /** Runs what concerns one member one after another: what is told of their bans in that time waits, and comes after. */
  readonly inTurn: <T>(key: string, task: () => Promise<T>) => Promise<T>;
}

/** Entries of a member that are looked through for their last ban. */
const LOOKED_THROUGH = 100;

export type MissedBans = ReturnType<typeof createMissedBans>;

/**
 * Makes up for bans and unbans that were made while nobody listened: of accounts of which a number is kept. Done again, it changes
 * nothing. Throws `StoreUnavailable`, and what Discord refuses.
 */
export function createMissedBans({ reach, roster, journal, bans, list, inTurn }: MissedBansParts) {
  /** Does what the ban of an account asks for, as it is at this instant: a list is old by the time it is read. */
  const settle = (who: Who) =>
    inTurn(memberKey(who), async () => ((await list.isBanned(who)) ? bans.banned(who) : bans.unbanned(who)));

  /** A ban that was heard is not dealt with a second time: the staff may have lifted its block since. */
  async function wasHeard(who: Who): Promise<boolean> {
    if ((await roster.find(who))?.phone) return false;
    const entries = await journal.ofMember(who, LOOKED_THROUGH);
    const last = entries.find((one) => (one.what === 'blocked' || one.what === 'unblocked') && one.by === BY_BAN);
    return last?.what === 'blocked';
  }

  async function heed(who: Who): Promise<void> {
    if (!(await wasHeard(who))) await settle(who);
  }

  return {
    /** Whether a server is set up, and anything is kept that a ban could reach. */
    isAny: reach.isAny,

    /** Reads a server's bans, and holds them against what is kept. */
    async look(serverId: string): Promise<void> {
      // Before the list: a ban that is heard from here on is none whose end was missed.
      const over = new Set(await reach.banned(serverId));
      const pages = await list.read(serverId);
      if (!pages) return;
      for await (const page of pages) {
        for (const memberId of page) over.delete(memberId);
        for (const memberId of await reach.among(serverId, page)) await heed({ serverId, memberId });
      }
      for (const memberId of over) await settle({ serverId, memberId });
    },
  };
}
