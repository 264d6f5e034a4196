import type { Kysely } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import { AGREED, type Ms } from '../../clock.ts';
import type { HeldPhone, Proofs } from '../../gate/ports.ts';
import { PROOF_LIFE } from '../../gate/roster/admission.ts';
import { memberColumns, memberValues, phoneOf, selection } from '../sql/columns.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';
import type { Erasing } from './erasures.ts';

interface Proof extends Who {
  readonly phone: HeldPhone;
  readonly until: Ms;
}

/** Proven numbers that wait for their member, one a member. `sweep` deletes what has lapsed. */
export function createProofs(db: Kysely<Tables>, { since, unlessErased }: Erasing) {
  const put = prepared(db, (value: Value<Proof>) => {
    const row = selection({
      ...memberValues(value),
      phone_key: value(({ phone }) => phone.phoneKey),
      country: value(({ phone }) => phone.country),
      last_digits: value(({ phone }) => phone.lastDigits),
      lapses_at: value(({ until }) => until),
    });
    return db
      .insertInto('proofs')
      .columns(row.columns)
      .expression(db.selectNoFrom(row.values).where(({ not, exists }) => not(exists(since(value)))))
      .onConflict((conflict) =>
        conflict.columns(['server_id', 'member_id']).doUpdateSet(({ ref }) => ({
          phone_key: ref('excluded.phone_key'),
          country: ref('excluded.country'),
          last_digits: ref('excluded.last_digits'),
          lapses_at: ref('excluded.lapses_at'),
        })),
      );
  });
  const drop = (who: Who) =>
    db
      .deleteFrom('proofs')
      .where((is) => is.and(memberColumns(who)))
      .returningAll()
      .executeTakeFirst();

  const proofs: Proofs = {
    keep: async (who, phone, until) => {
      const write = async () => (await put({ ...who, phone, until })).changes === 1 || undefined;
      return (await unlessErased(who, write, () => drop(who))) ?? false;
    },

    find: async (who, now) => {
      const row = await db
        .selectFrom('proofs')
        .selectAll()
        .where((is) => is.and(memberColumns(who)))
        .where('lapses_at', '>', now)
        .where('lapses_at', '<=', latestEnd(now))
        .executeTakeFirst();
      return row && phoneOf(row);
    },

    take: async (who, now) => {
      const row = await drop(who);
      return row && row.lapses_at > now && row.lapses_at <= latestEnd(now) ? phoneOf(row) : undefined;
    },
  };

  return {
    proofs,
    sweep: async (now: Ms) => {
      await db.deleteFrom('proofs').where('lapses_at', '<=', now).execute();
      await db.deleteFrom('proofs').where('lapses_at', '>', latestEnd(now)).execute();
    },
  };
}

/** No proof of a right clock ends later. When one that does was made nobody can tell. */
const latestEnd = (now: Ms): Ms => now + PROOF_LIFE + AGREED;
