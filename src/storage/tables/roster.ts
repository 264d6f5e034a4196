import { type Kysely, type Selectable, sql } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { AdmitResult, Numberless, Roster, RosterEntry } from '../../gate/ports.ts';
import { FIRST_RETRY } from '../../gate/roles/retries.ts';
import type { Database } from '../database.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import { idsOf, memberColumns, memberValues, selection, whoOf } from '../sql/columns.ts';
import { given, prepared, type Value } from '../sql/prepared.ts';
import type { RosterTable, Tables } from '../sql/schema.ts';
import { isDuplicate } from '../sql/unavailable.ts';
import { blocksOn, createPlaces, type Holder, type NewMember } from './accounts-per-number.ts';
import { fresh } from './endings/renewals.ts';
import type { Erasing } from './erasures.ts';
import { type Bars, createBars } from './passes/number-only.ts';
import { howColumns, verificationOf } from './passes/verification.ts';
import { createGrantMarks } from './roles/owed-roles.ts';

/** The roster in the database. Every write is one statement, so that the database alone decides between parallel callers. */
export function createRoster(
  database: Pick<Database, 'quick' | 'relaxed' | 'patient' | 'isSerial'>,
  erasures: Erasing,
  pseudonyms: Pseudonyms,
): Roster {
  const { quick: db, patient, isSerial } = database;
  const { find, holders } = createHolders(db);
  const places = createPlaces(db, erasures.since);
  const { admit, takenOff } = createAdmissions(db, places, erasures, { find, holders, isSerial });
  const add = createAdditions(db, erasures, createBars(db, pseudonyms));
  const transfer = createTransfer(db, erasures, takenOff);

  return {
    find,
    holders,
    admit,
    add,

    transfer: async (from, to, phoneKey, now) => {
      try {
        return await transfer(from, to, phoneKey, now);
      } catch (error) {
        // `to` came onto the roster at this very moment, with another number or by hand.
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    remove: async (who, batch) => {
      const row = await db
        .deleteFrom('roster')
        .where((is) => is.and({ ...memberColumns(who), ...(batch !== undefined && { batch }) }))
        .returningAll()
        .executeTakeFirst();
      return row && entryOf(row);
    },

    members: async (serverId) => {
      const rows = await patient.selectFrom('roster').select('member_id').where('server_id', '=', serverId).execute();
      return rows.map(({ member_id }) => member_id);
    },

    ...createGrantMarks(database),
  };
}

/** Who holds what. */
function createHolders(db: Kysely<Tables>) {
  const find = async (who: Who): Promise<RosterEntry | undefined> => {
    const theirs = db.selectFrom('roster').selectAll();
    const row = await theirs.where((is) => is.and(memberColumns(who))).executeTakeFirst();
    return row && entryOf(row);
  };

  const holders = async (serverId: string, phoneKey: string): Promise<RosterEntry[]> => {
    const rows = await db
      .selectFrom('roster')
      .selectAll()
      .where('server_id', '=', serverId)
      .where('phone_key', '=', phoneKey)
      .orderBy('verified_at')
      .orderBy('place')
      .execute();
    return rows.map(entryOf);
  };

  return { find, holders };
}

/** Admits members with their numbers. */
function createAdmissions(
  db: Kysely<Tables>,
  places: ReturnType<typeof createPlaces>,
  erasures: Erasing,
  { find, holders, isSerial }: ReturnType<typeof createHolders> & Pick<Database, 'isSerial'>,
) {
  /**
   * Two statements of PostgreSQL that run in the same instant do not see what the other writes: one that gives a number to a member and one that blocks
   * it would both be done. So the one that gave it looks again, and takes the member off the roster where the block, or a deletion, was there by then.
   * The one that blocks looks in turn, after it, who holds the number.
   * @returns why the member was taken off
   */
  const takenOff = async (holder: Holder): Promise<'blocked' | 'erased' | undefined> => {
    const found = isSerial ? undefined : await places.lookAgain(holder);
    if (!found?.blocked && !found?.erased) return undefined;
    await takeOff(db, holder);
    return found.blocked ? 'blocked' : 'erased';
  };

  const admit = async (member: NewMember, allowed: number): Promise<AdmitResult> => {
    if (await places.take(member, allowed)) {
      const { verifiedAt: now, phone } = member;
      return { is: (await takenOff({ ...member, phoneKey: phone.phoneKey, now })) ?? 'admitted' };
    }
    // Undefined: somebody gave the number up since its places were tried.
    return (await hindrance(member, allowed)) ?? admit(member, allowed);
  };

  /** Why a member was not admitted; undefined when nothing hinders it any more. */
  const hindrance = async (member: NewMember, allowed: number): Promise<AdmitResult | undefined> => {
    const { serverId, verifiedAt, phone } = member;
    if (await places.isBlocked({ serverId, phoneKey: phone.phoneKey, now: verifiedAt })) return { is: 'blocked' };
    if (await find(member)) return { is: 'alreadyVerified' };
    const held = await holders(serverId, phone.phoneKey);
    if (held.length >= allowed) return { is: 'numberTaken', holders: held.map(({ memberId }) => memberId) };
    if (await places.isReplaced(phone)) return { is: 'keyReplaced' };
    return (await erasures.isUnderway(member)) ? { is: 'erased' } : undefined;
  };

  return { admit, takenOff };
}

/** Moves numbers from one account to another. */
function createTransfer(
  db: Kysely<Tables>,
  erasures: Erasing,
  takenOff: ReturnType<typeof createAdmissions>['takenOff'],
) {
  return async (from: Who, to: Who, phoneKey: string, now: Ms): Promise<boolean> => {
    const owed = { granted_at: null, retry_at: now + FIRST_RETRY, tries: 0 };
    // What was given and taken was the other account's.
    const grants = { grant_claim: null, grant_claimed_at: null, given_role_ids: null, taken_role_ids: null };
    const move = db
      .updateTable('roster')
      .set({ member_id: to.memberId, verified_at: now, ...owed, ...grants, ...fresh, locale: null })
      .where((is) => is.and({ ...memberColumns(from), phone_key: phoneKey }))
      .where('server_id', '=', to.serverId)
      .where(({ not, exists, selectFrom }) => {
        const rowOfTo = selectFrom('roster as other').select(sql`1`.as('one'));
        const { server_id, member_id } = memberColumns(to);
        return not(exists(rowOfTo.where('other.server_id', '=', server_id).where('other.member_id', '=', member_id)));
      })
      .where(({ not, exists }) => not(exists(blocksOn(db, to.serverId, phoneKey, now))))
      .where(({ not, exists }) => not(exists(erasures.since(given(to)))));
    if ((await move.executeTakeFirst()).numUpdatedRows !== 1n) return false;
    return (await takenOff({ ...to, phoneKey, now })) === undefined;
  };
}

/** Adds members without a number. */
function createAdditions(db: Kysely<Tables>, { since, unlessErased }: Erasing, { bars, isBarred }: Bars) {
  const vouchedFor = adding(db, since);
  const unlessBarred = adding(db, since, bars);

  return async (who: Who, verification: Numberless, now: Ms): Promise<boolean> => {
    const row = { ...who, ...howColumns(verification), now };
    // A run of many vouches for nobody by name: whom the staff have revoked or blocked it does not bring back.
    const isVouchedFor = verification.approval !== undefined && verification.approval.batch === undefined;
    const add = isVouchedFor ? vouchedFor : unlessBarred;
    const undo = () => takeOff(db, { ...who, phoneKey: null });
    const isAdded = await unlessErased(who, async () => (await add(row)).changes === 1 || undefined, undo);
    if (!isAdded) return false;
    // As `takenOff` says of a number: a block and this may not have seen each other.
    if (isVouchedFor || !(await isBarred(who, now))) return true;
    await undo();
    return false;
  };
}

type Addition = Who & ReturnType<typeof howColumns> & { readonly now: Ms };

const adding = (db: Kysely<Tables>, since: Erasing['since'], bars?: Bars['bars']) =>
  prepared(db, (value: Value<Addition>) => {
    const against = bars ? Object.values(bars(value)) : [];
    const row = selection({
      ...memberValues(value),
      how: value(({ how }) => how),
      approved_by: value(({ approved_by }) => approved_by),
      approval_reason: value(({ approval_reason }) => approval_reason),
      exempt_why: value(({ exempt_why }) => exempt_why),
      batch: value(({ batch }) => batch),
      verified_at: value(({ now }) => now),
      retry_at: value(({ now }) => now + FIRST_RETRY),
    });
    return db
      .insertInto('roster')
      .columns(row.columns)
      .expression(
        db
          .selectNoFrom(row.values)
          .where(({ and, not, exists }) => and([since(value), ...against].map((one) => not(exists(one))))),
      )
      .onConflict((conflict) => conflict.doNothing());
  });

/** Takes a member off the roster, if they hold that number. */
const takeOff = (db: Kysely<Tables>, holder: Who & { readonly phoneKey: string | null }) =>
  db
    .deleteFrom('roster')
    .where((is) => is.and({ ...memberColumns(holder), phone_key: holder.phoneKey }))
    .execute();

/** What a row says of a verified member. */
export function entryOf(row: Selectable<RosterTable>): RosterEntry {
  const [given, taken] = [idsOf(row.given_role_ids), idsOf(row.taken_role_ids)];
  return {
    ...whoOf(row),
    ...verificationOf(row),
    ...(row.line_kind !== null && { lineKind: row.line_kind }),
    verifiedAt: row.verified_at,
    ...(row.granted_at !== null && { grantedAt: row.granted_at }),
    ...(given.length > 0 && { givenRoleIds: given }),
    ...(taken.length > 0 && { takenRoleIds: taken }),
    ...(row.grant_claimed_at !== null && { claimedAt: row.grant_claimed_at }),
    ...(row.ends_at !== null && { endsAt: row.ends_at }),
    ...(row.reminded_at !== null && { remindedAt: row.reminded_at }),
    ...(row.warned_at !== null && { warnedAt: row.warned_at }),
    ...(row.locale !== null && { locale: row.locale }),
  };
}
