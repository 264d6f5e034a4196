import { type Kysely, sql } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Database } from '../database.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';
import type { Durability } from '../sqlite/writes.ts';

/**
 * Texts by their keys, each until an instant. Every call but `clear` and `entries` takes effect atomically. All throw `StoreUnavailable`
 * where the store cannot be asked.
 */
export interface ChallengeRows {
  get(key: string): Promise<string | undefined>;
  /** Puts `value` in the place of whatever is there. */
  set(key: string, value: string, expires: Ms): Promise<void>;
  /**
   * Puts `value` in the place of `before`.
   * @param before what has to be there; undefined where nothing may be
   * @param durability whether it has to survive a power cut
   * @returns whether it was
   */
  replace(
    key: string,
    before: string | undefined,
    value: string,
    expires: Ms,
    durability: Durability,
  ): Promise<boolean>;
  /** True for one of any number of parallel callers. */
  remove(key: string): Promise<boolean>;
  /** Removes every key that begins so. */
  clear(prefix: string): Promise<void>;
  /** Every key that begins so, and its value. What is written during the walk may be missing. */
  entries(prefix: string): AsyncIterable<readonly [key: string, value: string]>;
}

interface Saved {
  readonly key: string;
  readonly value: string;
  readonly before: string;
  readonly expires: Ms;
}

/** Rows that are read at a time. */
const PAGE = 100;

const keyOf = ({ key }: Pick<Saved, 'key'>) => key;

/** In a database, each call is one statement. What has expired is passed over, and left to the sweep. */
export function createChallengeRows(
  { quick, relaxed }: Pick<Database, 'quick' | 'relaxed'>,
  now: () => Ms = Date.now,
): ChallengeRows {
  const find = prepared(quick, (value: Value<Pick<Saved, 'key'>>) =>
    quick
      .selectFrom('challenges')
      .select('value')
      .where((is) => is.and({ key: value(keyOf) }))
      .where('expires', '>', value(now)),
  );
  const remove = prepared(quick, (value: Value<Pick<Saved, 'key'>>) =>
    quick
      .deleteFrom('challenges')
      .where((is) => is.and({ key: value(keyOf) }))
      .where('expires', '>', value(now)),
  );
  const saves = { durable: createSaves(quick, now), relaxed: createSaves(relaxed, now) };
  const startsWith = (prefix: string) => sql<boolean>`substr(key, 1, ${prefix.length}) = ${prefix}`;

  const page = (prefix: string, after: string) =>
    quick
      .selectFrom('challenges')
      .select(['key', 'value'])
      .where(startsWith(prefix))
      .where('key', '>', after)
      .where('expires', '>', now())
      .orderBy('key')
      .limit(PAGE)
      .execute();

  return {
    get: async (key) => (await find({ key })).rows[0]?.value,
    set: async (key, value, expires) => {
      const set = { value, expires };
      await quick
        .insertInto('challenges')
        .values({ key, ...set })
        .onConflict((row) => row.column('key').doUpdateSet(set))
        .execute();
    },
    replace: async (key, before, value, expires, durability) => {
      const { insert, update } = saves[durability];
      const saved = { key, value, expires, before: before ?? '' };
      return (await (before === undefined ? insert(saved) : update(saved))).changes === 1;
    },
    remove: async (key) => (await remove({ key })).changes === 1,
    clear: async (prefix) => void (await quick.deleteFrom('challenges').where(startsWith(prefix)).execute()),
    async *entries(prefix) {
      let rows = await page(prefix, '');
      while (rows.length > 0) {
        for (const { key, value } of rows) yield [key, value] as const;
        const last = rows.at(-1)?.key ?? '';
        rows = await page(prefix, last);
      }
    },
  };
}

function createSaves(db: Kysely<Tables>, now: () => Ms) {
  const columns = (value: Value<Saved>) => ({
    value: value((saved) => saved.value),
    expires: value(({ expires }) => expires),
  });
  const insert = prepared(db, (value: Value<Saved>) =>
    db
      .insertInto('challenges')
      .values({ key: value(keyOf), ...columns(value) })
      .onConflict((row) => row.column('key').doUpdateSet(columns(value)).where('challenges.expires', '<=', value(now))),
  );
  const update = prepared(db, (value: Value<Saved>) =>
    db
      .updateTable('challenges')
      .set(columns(value))
      .where((is) => is.and({ key: value(keyOf), value: value(({ before }) => before) }))
      .where('expires', '>', value(now)),
  );
  return { insert, update };
}
