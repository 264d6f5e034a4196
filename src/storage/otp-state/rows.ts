import type { Kysely } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Database } from '../database.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';
import { orUnavailable } from '../sql/unavailable.ts';
import type { Durability } from '../sqlite/writes.ts';

/** Values by the place they belong to. Every call takes effect at one go, and throws `StoreUnavailable` where it cannot. */
export interface ChallengeRows {
  get(key: string): Promise<string | undefined>;
  /**
   * Puts `value` in the place of `before`, for `keepFor` ms.
   * @param before what has to be there; undefined where nothing may be
   * @param durability whether it has to survive a power cut
   * @returns whether it was
   */
  replace(
    key: string,
    before: string | undefined,
    value: string,
    keepFor: Ms,
    durability: Durability,
  ): Promise<boolean>;
  /** True for one of any number of parallel callers. */
  remove(key: string): Promise<boolean>;
}

interface Saved {
  readonly key: string;
  readonly value: string;
  readonly before: string;
  readonly keepFor: Ms;
}

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

  return {
    get: (key) => orUnavailable(async () => (await find({ key })).rows[0]?.value),
    replace: (key, before, value, keepFor, durability) =>
      orUnavailable(async () => {
        const { insert, update } = saves[durability];
        const saved = { key, value, keepFor, before: before ?? '' };
        return (await (before === undefined ? insert(saved) : update(saved))).changes === 1;
      }),
    remove: (key) => orUnavailable(async () => (await remove({ key })).changes === 1),
  };
}

function createSaves(db: Kysely<Tables>, now: () => Ms) {
  const columns = (value: Value<Saved>) => ({
    value: value((saved) => saved.value),
    expires: value(({ keepFor }) => now() + keepFor),
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
