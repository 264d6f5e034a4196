import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type LineKindStore, lineKinds } from '../../otp/number/line-kind.ts';
import type { Tables } from '../sql/schema.ts';

const Kind = z.enum(lineKinds);

/** Kinds of lines in the database, one row a number. The last look-up of a number counts. */
export function createLineKindStore(db: Kysely<Tables>): LineKindStore {
  return {
    find: async (key) => {
      const row = await db.selectFrom('line_kinds').select('kind').where('line_key', '=', key).executeTakeFirst();
      return row && Kind.parse(row.kind);
    },

    keep: async (key, kind, now) => {
      const columns = { kind, looked_at: now };
      await db
        .insertInto('line_kinds')
        .values({ line_key: key, ...columns })
        .onConflict((conflict) => conflict.column('line_key').doUpdateSet(columns))
        .execute();
    },

    forget: async (keys) => {
      if (keys.length > 0) await db.deleteFrom('line_kinds').where('line_key', 'in', keys).execute();
    },

    prune: async (before) => {
      await db.deleteFrom('line_kinds').where('looked_at', '<', before).execute();
    },
  };
}
