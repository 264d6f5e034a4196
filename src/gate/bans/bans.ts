import type { Who } from '../../base/member-ref.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Blocks, HeldPhone, PastNumbers, Roster, RosterEntry } from '../ports.ts';
import type { Departures } from '../roster/departures.ts';
import { createSecondLooks, type SecondLookParts } from './second-looks.ts';

/** Who made a block that follows a ban, in the place of a staff member's id. */
export const BY_BAN = 'ban';
/** What the staff and the member read as the block's reason. */
const BAN_REASON = 'Banned from the server';

export interface BanParts extends SecondLookParts {
  readonly roster: Pick<Roster, 'find'>;
  readonly blocks: Pick<Blocks, 'ban' | 'unban' | 'find' | 'ofMember'>;
  readonly pastNumbers: Pick<PastNumbers, 'ofMember'>;
  readonly departures: Pick<Departures, 'end'>;
  readonly record: Recorder;
}

export type Bans = ReturnType<typeof createBans>;

/**
 * Lets a ban follow the number: to a banned member's next account it is blocked. What is done depends on what is stored alone,
 * so being told twice changes nothing. Throws `StoreUnavailable`.
 */
export function createBans(parts: BanParts) {
  const { roster, blocks, pastNumbers, departures, record, clock } = parts;
  const secondLooks = createSecondLooks(parts, (who) => reachAgain(who));

  /** Every number that leads to an account: the one it holds, those it has held lately, and those that are blocked as its own. */
  async function numbersOf(who: Who, entry: RosterEntry | undefined): Promise<HeldPhone[]> {
    const [past, blocked] = await Promise.all([pastNumbers.ofMember(who), blocks.ofMember(who, clock.now())]);
    const found: readonly HeldPhone[] = [...(entry?.phone ? [entry.phone] : []), ...past, ...blocked];
    const byKey = new Map(
      found.map(({ phoneKey, country, lastDigits }) => [phoneKey, { phoneKey, country, lastDigits }]),
    );
    return [...byKey.values()];
  }

  async function reach(who: Who, entry: RosterEntry | undefined): Promise<void> {
    const numbers = await numbersOf(who, entry);
    const at = clock.now();
    let isNew = false;
    // It stands before the number is free, so that nobody can verify with it in between.
    for (const phone of numbers) isNew = (await blocks.ban(who, phone, { reason: BAN_REASON, at })) || isNew;
    const [first] = numbers;
    const tell = () => record({ ...who, what: 'blocked', by: BY_BAN, ...(first && { country: first.country }) });
    const departed = entry?.phone && (await departures.end(entry, BAN_REASON, tell));
    if (isNew && !departed) await tell();
  }

  /** Reaches a member as often as they are found on the roster with a number: one who was being admitted when they were banned is on it by now. */
  async function reachAgain(who: Who): Promise<void> {
    const entry = await roster.find(who);
    if (!entry?.phone) return;
    await reach(who, entry);
    await reachAgain(who);
  }

  return {
    /** A member was banned. Their numbers are blocked until the ban is lifted, whatever else blocks them until when. */
    async banned(who: Who): Promise<void> {
      await reach(who, await roster.find(who));
      await reachAgain(who);
      secondLooks.plan(who);
    },

    /** A ban was lifted, and with it the blocks that it made. Another account's ban, and the staff's own block, hold on. */
    async unbanned(who: Who): Promise<void> {
      secondLooks.end(who);
      const at = clock.now();
      let isFree = false;
      for (const phoneKey of await blocks.unban(who)) {
        isFree = (await blocks.find(who.serverId, phoneKey, at)) === undefined || isFree;
      }
      if (isFree) await record({ ...who, what: 'unblocked', by: BY_BAN });
    },

    /** Looks at no ban a second time any more, and waits for a look that is under way: the next session makes up for it, where it may read bans. */
    stop: secondLooks.stop,
  };
}
