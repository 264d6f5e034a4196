import { type Kysely, sql } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { Block } from '../../gate/ports.ts';
import type { Erasing } from '../tables/erasures.ts';
import { memberColumns } from './columns.ts';
import { given } from './prepared.ts';
import type { Tables } from './schema.ts';

type Named = Pick<Block, 'serverId' | 'memberId' | 'phoneKey'>;

export type BlockAccounts = ReturnType<typeof createBlockAccounts>;

/** Which accounts stand on blocks. One whose data is deleted at the same time does not; the block still holds. */
export function createBlockAccounts(db: Kysely<Tables>, { since, unlessErased }: Erasing) {
  const detach = (who: Who, phoneKey?: string) =>
    db
      .updateTable('blocks')
      .set({ member_id: null })
      .where((is) => is.and({ ...memberColumns(who), ...(phoneKey !== undefined && { phone_key: phoneKey }) }))
      .execute();

  /** Runs a write that has an account stand on a number's block, and takes it off where its data was deleted in the same instant: see `unlessErased`. */
  async function standing<T>({ serverId, memberId, phoneKey }: Named, write: () => Promise<T>): Promise<T> {
    if (memberId === undefined) return write();
    const who = { serverId, memberId };
    const written = await write();
    await unlessErased(
      who,
      async () => written,
      () => detach(who, phoneKey),
    );
    return written;
  }

  return {
    standing,
    /** The account as such a write puts it into its column. */
    column: ({ serverId, memberId }: Omit<Named, 'phoneKey'>) =>
      memberId === undefined
        ? sql<null>`null`
        : sql<string | null>`case when exists ${since(given({ serverId, memberId }))} then null else ${memberId} end`,
    detach,

    /** Puts an account on the blocks of a number that stand with none. */
    async attach(who: Who, phoneKey: string): Promise<void> {
      const add = db
        .updateTable('blocks')
        .set({ member_id: who.memberId })
        .where((is) => is.and({ server_id: who.serverId, phone_key: phoneKey }))
        .where('member_id', 'is', null)
        .where(({ not, exists }) => not(exists(since(given(who)))));
      await standing({ ...who, phoneKey }, () => add.execute());
    },
  };
}
