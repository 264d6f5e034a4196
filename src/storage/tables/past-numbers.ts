import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { Endings } from '../../gate/endings/store.ts';
import type { HeldPhone, PastNumbers, Roster } from '../../gate/ports.ts';
import type { Cipher } from '../otp-state/cipher.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import type { Tables } from '../sql/schema.ts';

const Sealed = z.object({ phoneKey: z.string(), country: z.string(), lastDigits: z.string() });

interface Parts {
  readonly pseudonyms: Pseudonyms;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

/**
 * Numbers that accounts held once, in the database: sealed, under a pseudonym. A reader of the table without the key learns neither whose
 * they were nor whether two are the same.
 */
export function createPastNumbers(db: Kysely<Tables>, { pseudonyms, cipher, clock }: Parts) {
  const store: PastNumbers = {
    ofMember: async (who) => {
      const rows = await db
        .selectFrom('past_numbers')
        .select(['sealed', 'left_at', 'pseudonym'])
        .where('server_id', '=', who.serverId)
        .where('pseudonym', 'in', pseudonyms.all(who))
        .orderBy('left_at')
        .execute();
      return rows.flatMap(({ sealed, left_at, pseudonym }) => {
        const plain = cipher.decrypt(sealed, `${who.serverId}:${pseudonym}`);
        return plain === undefined ? [] : [{ ...Sealed.parse(JSON.parse(plain)), leftAt: left_at }];
      });
    },

    prune: async (before) => {
      await db.deleteFrom('past_numbers').where('left_at', '<', before).execute();
    },
  };

  async function keep(who: Who, { phoneKey, country, lastDigits }: HeldPhone): Promise<void> {
    const pseudonym = pseudonyms.of(who);
    const sealed = cipher.encrypt(JSON.stringify({ phoneKey, country, lastDigits }), `${who.serverId}:${pseudonym}`);
    const row = { server_id: who.serverId, pseudonym, sealed, left_at: clock.now() };
    await db.insertInto('past_numbers').values(row).execute();
  }

  function keptFromRoster(roster: Roster): Roster {
    async function keepOf(who: Who): Promise<void> {
      const phone = (await roster.find(who))?.phone;
      if (phone) await keep(who, phone);
    }
    return {
      ...roster,
      // It stands before the number is free: a process that dies in between has kept one too many, which a ban alone would read.
      async remove(who, batch) {
        // Somebody who is there by a run alone holds none; one that they prove meanwhile stays theirs.
        if (batch === undefined) await keepOf(who);
        return roster.remove(who, batch);
      },
      async transfer(from, ...rest) {
        await keepOf(from);
        return roster.transfer(from, ...rest);
      },
    };
  }

  function keptFromEndings(endings: Endings, roster: Pick<Roster, 'find'>): Endings {
    return {
      ...endings,
      async renew(member, places) {
        const phone = (await roster.find(member))?.phone;
        if (phone && phone.phoneKey !== member.phone.phoneKey) await keep(member, phone);
        return endings.renew(member, places);
      },
      async removeEnded(entry) {
        if (entry.phone) await keep(entry, entry.phone);
        return endings.removeEnded(entry);
      },
    };
  }

  return {
    store,

    /** The roster and its endings, which from now on keep every number that leaves an account, in whatever way it does. */
    keptFrom: (roster: Roster, endings: Endings) => ({
      roster: keptFromRoster(roster),
      endings: keptFromEndings(endings, roster),
    }),
  };
}
