import type { Kysely } from 'kysely';
import type { Ms } from '../clock.ts';
import { FIRST_RETRY } from '../gate/grants.ts';
import { replacedNote } from '../gate/keys.ts';
import type { HeldPhone } from '../gate/ports.ts';
import { keyIdOf } from '../otp/phone.ts';
import type { Who } from '../otp/ports.ts';
import type { Tables } from './schema.ts';

export interface NewMember extends Who {
  readonly phone: HeldPhone;
  readonly verifiedAt: Ms;
}

/** The numbered places that a number has among the accounts of a server: as many as may hold it. */
export function createPlaces(db: Kysely<Tables>) {
  /**
   * One statement. The constraints refuse a place that is taken and a member who is on the roster; the count refuses
   * a free place where more hold the number than may by now, because the admins allowed more once; the note refuses a
   * number whose key has been replaced, because its other holders are under another key. Whoever holds a place beyond what
   * is allowed takes away the last of the others: two statements of PostgreSQL do not see each other's rows, so only the
   * constraints can decide between them, and they do so where both want one place.
   */
  const takeOne = async (member: NewMember, place: number, allowed: number): Promise<boolean> => {
    const { serverId, memberId, phone, verifiedAt } = member;
    const columns = db.selectNoFrom(({ val }) => [
      val(serverId).as('server_id'),
      val(memberId).as('member_id'),
      val(phone.phoneKey).as('phone_key'),
      val(phone.country).as('country'),
      val(phone.lastDigits).as('last_digits'),
      val(place).as('place'),
      val(verifiedAt).as('verified_at'),
      val(verifiedAt + FIRST_RETRY).as('retry_at'),
    ]);
    const holders = db
      .selectFrom('roster')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('server_id', '=', serverId)
      .where('phone_key', '=', phone.phoneKey);
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('roster')
      .columns(['server_id', 'member_id', 'phone_key', 'country', 'last_digits', 'place', 'verified_at', 'retry_at'])
      .expression(
        columns
          .where(holders, '<', allowed)
          .where(holders.where('place', '>', allowed), '<=', allowed - place)
          .where(({ not, exists }) => not(exists(replaced(phone)))),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  };

  const replaced = ({ phoneKey }: HeldPhone) =>
    db
      .selectFrom('notes')
      .select('name')
      .where('name', '=', replacedNote(keyIdOf(phoneKey)));

  return {
    /** Whether the key that a number is under has been replaced. */
    isReplaced: async (phone: HeldPhone) => (await replaced(phone).executeTakeFirst()) !== undefined,

    /** Adds a member at the first free of the `allowed` places. False when there is none, or they are on the roster already. */
    async take(member: NewMember, allowed: number): Promise<boolean> {
      for (let place = 1; place <= allowed; place++) {
        if (await takeOne(member, place, allowed)) return true;
      }
      return false;
    },
  };
}
