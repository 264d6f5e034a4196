import type { Endings } from '../../../gate/endings/store.ts';
import type { RosterEntry } from '../../../gate/ports.ts';
import type { Database } from '../../database.ts';
import { memberColumns } from '../../sql/columns.ts';
import type { Erasing } from '../erasures.ts';
import { entryOf } from '../roster.ts';
import { createEndingLists } from './lists.ts';
import { createRenewals, fresh } from './renewals.ts';

/** Verifications that end, in the rows of the roster. Every write is one statement, so that the database alone decides between parallel callers. */
export function createEndings({ quick, patient }: Pick<Database, 'quick' | 'patient'>, erasures: Erasing): Endings {
  return {
    ask: async (serverId, which, endsAt) => {
      const rows = patient
        .updateTable('roster')
        .set({ ...fresh, ends_at: endsAt })
        .where('server_id', '=', serverId);
      const theirs =
        'batch' in which ? rows.where('batch', '=', which.batch) : rows.where('member_id', 'in', [...which.memberIds]);
      return Number((await theirs.executeTakeFirst()).numUpdatedRows);
    },

    serversAsking: async () => {
      const rows = await patient
        .selectFrom('roster')
        .select('server_id')
        .distinct()
        .where('ends_at', 'is not', null)
        .execute();
      return rows.map(({ server_id }) => server_id);
    },

    ...createEndingLists(patient),

    noticed: async (entry, what, at) => {
      await quick
        .updateTable('roster')
        .set(what === 'remind' ? { reminded_at: at } : { warned_at: at })
        .where((is) => is.and(asRead(entry)))
        .execute();
    },

    ...createRenewals(quick, erasures),

    removeEnded: async (entry) => {
      const row = await quick
        .deleteFrom('roster')
        .where((is) => is.and(asRead(entry)))
        .where('warned_at', '=', entry.warnedAt ?? null)
        .returningAll()
        .executeTakeFirst();
      return row && entryOf(row);
    },
  };
}

/** The row as it was read: a member who has proven a number since has another one. */
const asRead = (entry: RosterEntry) => ({ ...memberColumns(entry), verified_at: entry.verifiedAt });
