import type { Kysely, RawBuilder } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import { replacedFact } from '../../gate/database-key.ts';
import type { HeldPhone } from '../../gate/ports.ts';
import { FIRST_RETRY } from '../../gate/roles/retries.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import { keyIdOf } from '../../otp/number/phone.ts';
import { selection } from '../sql/columns.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';
import type { Erasing } from './erasures.ts';

export interface NewMember extends Who {
  readonly phone: HeldPhone;
  readonly lineKind?: LineKind | undefined;
  readonly verifiedAt: Ms;
  /** The language in which they verified. */
  readonly locale?: string;
}

interface Candidate extends NewMember {
  readonly place: number;
  readonly allowed: number;
}

interface At {
  readonly serverId: string;
  readonly phoneKey: string;
  readonly now: Ms;
}

/** Who was given a number, and when. */
export type Holder = Who & At;

/** The numbered places that a number has among the accounts of a server: as many as may hold it. */
export function createPlaces(db: Kysely<Tables>, erasedSince: Erasing['since']) {
  const takeOne = taking(db, erasedSince);

  const blocksAt = (value: Value<At>) =>
    blocksOn(
      db,
      value(({ serverId }) => serverId),
      value(({ phoneKey }) => phoneKey),
      value(({ now }) => now),
    );
  const findBlock = prepared(db, blocksAt);
  const findBoth = prepared(db, (value: Value<Holder>) =>
    db.selectNoFrom(({ exists }) => [exists(erasedSince(value)).as('erased'), exists(blocksAt(value)).as('blocked')]),
  );

  return {
    /** Whether a number is blocked at an instant. */
    isBlocked: async (at: At) => (await findBlock(at)).rows.length > 0,

    /** Whether a number that was just given is blocked, or its member's data has been deleted since their work began. */
    lookAgain: async (holder: Holder) => (await findBoth(holder)).rows[0],

    /** Whether the key that a number is under has been replaced. */
    isReplaced: async (phone: HeldPhone) => (await replaced(db, factOf(phone)).executeTakeFirst()) !== undefined,

    /** Adds a member at the first free of the `allowed` places. False when there is none, or they are on the roster already. */
    async take(member: NewMember, allowed: number): Promise<boolean> {
      for (let place = 1; place <= allowed; place++) {
        if ((await takeOne({ ...member, place, allowed })).changes === 1) return true;
      }
      return false;
    },
  };
}

/**
 * One statement. The constraints refuse a place that is taken and a member who is on the roster; the count refuses
 * a free place where more hold the number than may by now, because the admins allowed more once; a replaced key
 * refuses a number under it, because its other holders are under another key; a block refuses everybody who comes; and an
 * erasure those whose data was deleted while they came. A member who holds a place beyond what is allowed takes away the
 * last of the others: two statements of PostgreSQL do not see each other's rows, so only the constraints can decide between
 * them, and they do so where both want one place.
 */
const taking = (db: Kysely<Tables>, erasedSince: Erasing['since']) =>
  prepared(db, (value: Value<Candidate>) => {
    const serverId = value((one) => one.serverId);
    const phoneKey = value(({ phone }) => phone.phoneKey);
    const allowed = value((one) => one.allowed);
    const row = selection({
      server_id: serverId,
      member_id: value(({ memberId }) => memberId),
      phone_key: phoneKey,
      country: value(({ phone }) => phone.country),
      last_digits: value(({ phone }) => phone.lastDigits),
      line_kind: value(({ lineKind = null }) => lineKind),
      place: value(({ place }) => place),
      verified_at: value(({ verifiedAt }) => verifiedAt),
      locale: value(({ locale }) => locale ?? null),
      retry_at: value(({ verifiedAt }) => verifiedAt + FIRST_RETRY),
    });
    const columns = db.selectNoFrom(row.values);
    const holders = db
      .selectFrom('roster')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('server_id', '=', serverId)
      .where('phone_key', '=', phoneKey);
    const replacedKey = replaced(
      db,
      value(({ phone }) => factOf(phone)),
    );
    const verifiedAt = value((one) => one.verifiedAt);
    const blocked = blocksOn(db, serverId, phoneKey, verifiedAt);
    return db
      .insertInto('roster')
      .columns(row.columns)
      .expression(
        columns
          .where(holders, '<', allowed)
          .where(
            holders.where('place', '>', allowed),
            '<=',
            value(({ allowed: most, place }) => most - place),
          )
          .where(({ not, exists }) => not(exists(erasedSince(value))))
          .where(({ not, exists }) => not(exists(replacedKey)))
          .where(({ not, exists }) => not(exists(blocked))),
      )
      .onConflict((conflict) => conflict.doNothing());
  });

const factOf = ({ phoneKey }: HeldPhone) => replacedFact(keyIdOf(phoneKey));
/** What is written down where a key has been replaced. */
const replaced = (db: Kysely<Tables>, name: string | RawBuilder<string>) =>
  db.selectFrom('notes').select('name').where('name', '=', name);

/** What is written down where the key that a number is under has been replaced. */
export const replacedKey = (db: Kysely<Tables>, phone: HeldPhone) => replaced(db, factOf(phone));

/** What blocks a number at an instant. */
export function blocksOn(
  db: Kysely<Tables>,
  serverId: string | RawBuilder<string>,
  phoneKey: string | RawBuilder<string>,
  now: Ms | RawBuilder<Ms>,
) {
  return db
    .selectFrom('blocks')
    .select('blocks.blocked_at')
    .where('blocks.server_id', '=', serverId)
    .where('blocks.phone_key', '=', phoneKey)
    .where((is) => is.or([is('blocks.blocked_until', 'is', null), is('blocks.blocked_until', '>', now)]));
}
