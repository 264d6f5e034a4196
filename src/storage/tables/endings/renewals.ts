import type { Kysely } from 'kysely';
import type { Endings, RenewResult } from '../../../gate/endings/store.ts';
import { FIRST_RETRY } from '../../../gate/roles/retries.ts';
import { memberColumns, phoneColumns } from '../../sql/columns.ts';
import { given } from '../../sql/prepared.ts';
import type { Tables } from '../../sql/schema.ts';
import { isDuplicate } from '../../sql/unavailable.ts';
import { blocksOn, createPlaces, type NewMember, replacedKey } from '../accounts-per-number.ts';
import type { Erasing } from '../erasures.ts';
import { howColumns } from '../passes/verification.ts';

/** A verification that has just begun: nobody was asked for anything, or told of its end. */
export const fresh = { ends_at: null, reminded_at: null, warned_at: null } as const;

/** As by number, whatever it was before. */
const byNumber = { how: 'number', approved_by: null, approval_reason: null, exempt_why: null, batch: null } as const;

/** Makes verifications of members of the roster begin again. */
export function createRenewals(db: Kysely<Tables>, erasures: Erasing): Pick<Endings, 'renew' | 'vouch'> {
  const places = createPlaces(db, erasures.since);

  const renewAt = renewingAt(db, erasures);

  async function renewSomewhere(member: NewMember, allowed: number): Promise<boolean> {
    // Their own number stays at its place, also one beyond those that are allowed by now.
    if (await renewAt(member, undefined, allowed)) return true;
    for (let place = 1; place <= allowed; place++) if (await renewAt(member, place, allowed)) return true;
    return false;
  }

  async function hindrance(member: NewMember, allowed: number): Promise<RenewResult | undefined> {
    const { serverId, memberId, phone, verifiedAt } = member;
    if (await places.isBlocked({ serverId, phoneKey: phone.phoneKey, now: verifiedAt })) return { is: 'blocked' };
    const rows = db.selectFrom('roster').select('member_id').where('server_id', '=', serverId);
    if (!(await rows.where('member_id', '=', memberId).executeTakeFirst())) return { is: 'gone' };
    const held = await rows.where('phone_key', '=', phone.phoneKey).orderBy('verified_at').orderBy('place').execute();
    const holders = held.map((row) => row.member_id).filter((id) => id !== memberId);
    if (holders.length >= allowed) return { is: 'numberTaken', holders };
    if (await places.isReplaced(phone)) return { is: 'keyReplaced' };
    return (await erasures.isUnderway(member)) ? { is: 'erased' } : undefined;
  }

  async function renew(member: NewMember, allowed: number): Promise<RenewResult> {
    if (await renewSomewhere(member, allowed)) return { is: 'renewed' };
    // Undefined: somebody gave the number up since its places were tried.
    return (await hindrance(member, allowed)) ?? renew(member, allowed);
  }

  return {
    renew,

    vouch: async (who, { by, reason }, now) => {
      const again = db
        .updateTable('roster')
        .set({ ...fresh, verified_at: now })
        .where((is) => is.and(memberColumns(who)));
      if ((await again.where('phone_key', 'is not', null).executeTakeFirst()).numUpdatedRows === 1n) return true;
      const byHand = howColumns({ approval: { by, reason } });
      const { numUpdatedRows } = await again.set(byHand).where('phone_key', 'is', null).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

/**
 * One statement: only for a member of the roster, a number that is not blocked, and an account whose data is not deleted meanwhile. Without a
 * place, only for a member who holds the number already.
 */
function renewingAt(db: Kysely<Tables>, erasures: Erasing) {
  return async (member: NewMember, place: number | undefined, allowed: number): Promise<boolean> => {
    const { serverId, phone, verifiedAt, locale, lineKind = null } = member;
    const row = {
      ...fresh,
      ...byNumber,
      ...phoneColumns(phone),
      verified_at: verifiedAt,
      ...(locale !== undefined && { locale }),
    };
    // The rules for roles may ask for other ones now: they are owed, and given also where this process dies before it asks for them.
    const owed = { granted_at: null, retry_at: verifiedAt + FIRST_RETRY, tries: 0 };
    const other = { ...row, ...owed, grant_claim: null, grant_claimed_at: null, line_kind: lineKind };
    const update = db
      .updateTable('roster')
      .set(place === undefined ? (lineKind === null ? row : other) : { ...other, place })
      .where((is) => is.and(memberColumns(member)))
      .where(({ not, exists }) => not(exists(blocksOn(db, serverId, phone.phoneKey, verifiedAt))))
      .where(({ not, exists }) => not(exists(replacedKey(db, phone))))
      .where(({ not, exists }) => not(exists(erasures.since(given(member)))));
    const theirs = update.where('phone_key', '=', phone.phoneKey);
    const holders = db
      .selectFrom('roster as other')
      .where('other.server_id', '=', serverId)
      .where('other.phone_key', '=', phone.phoneKey)
      .where('other.member_id', '!=', member.memberId);
    const others = holders.select(({ fn }) => fn.countAll<number>().as('count'));
    // As in admitting: a member who holds a place beyond those that are allowed takes away the last of them.
    const beyond = others.where('other.place', '>', allowed);
    const free = (at: number) =>
      update
        .where(others, '<', allowed)
        .where(beyond, '<=', allowed - at)
        .where(({ not, exists }) => not(exists(holders.select('other.place').where('other.place', '=', at))));
    try {
      return (await (place === undefined ? theirs : free(place)).executeTakeFirst()).numUpdatedRows === 1n;
    } catch (error) {
      // Somebody else has come to this place at this very moment.
      if (isDuplicate(error)) return false;
      throw error;
    }
  };
}
