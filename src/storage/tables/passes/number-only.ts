import type { Kysely } from 'kysely';
import type { Who } from '../../../base/member-ref.ts';
import type { Clock, Ms } from '../../../clock.ts';
import type { NumberOnly } from '../../../gate/ports.ts';
import type { Pseudonyms } from '../../pseudonyms.ts';
import { memberValues } from '../../sql/columns.ts';
import { prepared, type Value } from '../../sql/prepared.ts';
import type { Tables } from '../../sql/schema.ts';

interface Parts {
  readonly pseudonyms: Pseudonyms;
  readonly clock: Pick<Clock, 'now'>;
}

/** Accounts that pass by a number alone, in the database. */
export function createNumberOnly(db: Kysely<Tables>, { pseudonyms, clock }: Parts): NumberOnly {
  const theirs = (who: Who) =>
    [who.serverId, pseudonyms.all(who)] as const satisfies readonly [string, readonly string[]];

  return {
    note: async (who) => {
      await db
        .insertInto('number_only')
        .values({ server_id: who.serverId, pseudonym: pseudonyms.of(who), noted_at: clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    since: async (who) => {
      const [serverId, all] = theirs(who);
      const row = await db
        .selectFrom('number_only')
        .select('noted_at')
        .where('server_id', '=', serverId)
        .where('pseudonym', 'in', all)
        .orderBy('noted_at')
        .executeTakeFirst();
      return row?.noted_at;
    },

    forget: async (who) => {
      const [serverId, all] = theirs(who);
      await db.deleteFrom('number_only').where('server_id', '=', serverId).where('pseudonym', 'in', all).execute();
    },
  };
}

export type Bars = ReturnType<typeof createBars>;

/** What keeps an account from passing without a number, whatever exempts it: a block that names it, or a note of the staff's doing. */
export function createBars(db: Kysely<Tables>, pseudonyms: Pseudonyms) {
  const names = pseudonyms.all({ serverId: '', memberId: '' }).length;

  /** In a query: blocks and notes of the account, at an instant. */
  const bars = <W extends Who & { readonly now: Ms }>(value: Value<W>) => {
    const [serverId, now] = [value((one) => one.serverId), value((one) => one.now)];
    const blocks = db
      .selectFrom('blocks')
      .select('blocks.server_id')
      .where((is) => is.and(memberValues(value)))
      .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '>', now)]));
    const pseudonymsOf = Array.from({ length: names }, (_, index) => value((who) => pseudonyms.all(who)[index] ?? ''));
    const notes = db
      .selectFrom('number_only')
      .select('number_only.server_id')
      .where('number_only.server_id', '=', serverId)
      .where('number_only.pseudonym', 'in', pseudonymsOf);
    return { blocks, notes };
  };

  const find = prepared(db, (value: Value<Who & { readonly now: Ms }>) => {
    const { blocks, notes } = bars(value);
    return blocks.unionAll(notes);
  });
  return { bars, isBarred: async (who: Who, now: Ms) => (await find({ ...who, now })).rows.length > 0 };
}
