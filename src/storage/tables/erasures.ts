import type { Kysely } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import { AGREED, type Clock } from '../../clock.ts';
import type { Erasures } from '../../gate/ports.ts';
import type { Database } from '../database.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';

/** Tells work that was underway when something was deleted from work that began after it. */
export interface Beginnings {
  /** When the work that asks began: by the same measure as `stamp`, and later than any where nobody knows. */
  readonly began: () => number;
  /** Now, in a measure that grows with every call in a process and is much the same in all of them: µs since the epoch, by the machine. */
  readonly stamp: () => number;
}

interface Parts extends Beginnings {
  readonly pseudonyms: Pseudonyms;
  readonly clock: Clock;
}

/** When the data of accounts was deleted, in the database, under pseudonyms. */
export function createErasures({ quick: db, isSerial }: Pick<Database, 'quick' | 'isSerial'>, parts: Parts) {
  const { pseudonyms, clock, stamp } = parts;
  const since = createSince(db, parts);
  const find = prepared(db, (value: Value<Who>) => since(value));
  const isUnderway = async (who: Who) => (await find(who)).rows.length > 0;

  /**
   * Runs a write that names an account, which asks for `since` itself. Two statements of PostgreSQL that run in the same
   * instant do not see each other: so the write is followed by another look. Either that look sees the deletion, and the write is undone; or
   * the deletion came after the write, and finds what it wrote. Where statements run one after another, the write itself sees as much.
   * @param write what was written; undefined where nothing was
   * @returns the same, and undefined where it was undone
   */
  async function unlessErased<T>(
    who: Who,
    write: () => Promise<T | undefined>,
    undo: (written: T) => Promise<unknown>,
  ): Promise<T | undefined> {
    const written = await write();
    if (written === undefined || isSerial || !(await isUnderway(who))) return written;
    await undo(written);
    return undefined;
  }

  const store: Erasures = {
    note: async (who) => {
      const columns = { erased_at: clock.now(), stamp: stamp() };
      const rows = pseudonyms.all(who).map((pseudonym) => ({ server_id: who.serverId, pseudonym, ...columns }));
      await db
        .insertInto('erasures')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['server_id', 'pseudonym']).doUpdateSet(columns))
        .execute();
    },

    isUnderway,

    isKnown: async (who) => {
      const row = await db
        .selectFrom('erasures')
        .select('stamp')
        .where('server_id', '=', who.serverId)
        .where('pseudonym', 'in', pseudonyms.all(who))
        .executeTakeFirst();
      return row !== undefined;
    },

    prune: async (before) => {
      await db.deleteFrom('erasures').where('erased_at', '<', before).execute();
    },
  };
  /** Those of some accounts whose data has been deleted since the work began that asks: as `since`, for many at once. */
  async function among(serverId: string, memberIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db
      .selectFrom('erasures')
      .select('pseudonym')
      .where('server_id', '=', serverId)
      .where('stamp', '>', parts.began())
      .where('stamp', '<=', stamp() + AGREED * 1000)
      .execute();
    const erased = new Set(rows.map(({ pseudonym }) => pseudonym));
    const isErased = (memberId: string) => erased.has(pseudonyms.of({ serverId, memberId }));
    return new Set(erased.size === 0 ? [] : memberIds.filter(isErased));
  }

  return { store, since, unlessErased, isUnderway, among };
}

/** An erasure that came after the work began that the statement is part of. One from the future says nothing: a clock was ahead. */
function createSince(db: Kysely<Tables>, { pseudonyms, began, stamp }: Parts) {
  return <W extends Who>(value: Value<W>) => {
    const [serverId, pseudonym] = [value((who) => who.serverId), value(pseudonyms.of)];
    const latest = value(() => stamp() + AGREED * 1000);
    return db
      .selectFrom('erasures')
      .select('stamp')
      .where('erasures.server_id', '=', serverId)
      .where('erasures.pseudonym', '=', pseudonym)
      .where('stamp', '>', value(began))
      .where('stamp', '<=', latest);
  };
}

/** How the writes of the other tables heed that the data of an account is deleted at the same time. */
export type Erasing = Pick<ReturnType<typeof createErasures>, 'since' | 'unlessErased' | 'isUnderway' | 'among'>;
