import type { Clock } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import type { Chronicle } from './chronicle.ts';
import type { Departures } from './departures.ts';
import type { Blocks, Roster } from './ports.ts';

/** Who made a block that follows a ban, in the place of a staff member's id. */
const BY_BAN = 'ban';
/** What the staff and the member read as the block's reason. */
const BAN_REASON = 'Banned from the server';

export interface BanParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly departures: Pick<Departures, 'end'>;
  readonly chronicle: Chronicle;
  readonly clock: Clock;
}

export type Bans = ReturnType<typeof createBans>;

/**
 * Lets a ban follow the number: to a banned member's next account it is blocked. What is done depends on the roster alone,
 * so being told twice changes nothing. Throws `StoreUnavailable`.
 */
export function createBans({ roster, blocks, departures, chronicle, clock }: BanParts) {
  return {
    /** A member was banned. The number of one who was verified with it is blocked until the ban is lifted. */
    async banned(who: Who): Promise<void> {
      const entry = await roster.find(who);
      const phone = entry?.phone;
      if (!phone) return;
      const at = clock.now();
      // A block that stands already was made by the staff, with their reason and end, or by the ban of another account.
      const standing = await blocks.find(who.serverId, phone.phoneKey, at);
      // It stands before the number is free, so that nobody can verify with it in between.
      if (!standing) await blocks.put({ ...who, ...phone, reason: BAN_REASON, by: BY_BAN, at });
      await departures.end(entry, BAN_REASON, () =>
        chronicle({ ...who, what: 'blocked', country: phone.country, by: BY_BAN }),
      );
    },

    /** A ban was lifted, and with it the blocks that it made. */
    async unbanned(who: Who): Promise<void> {
      if ((await blocks.liftMember(who, BY_BAN)) > 0) await chronicle({ ...who, what: 'unblocked', by: BY_BAN });
    },
  };
}
