import type { Kysely, Selectable } from 'kysely';
import { type CarrierTask, type CarrierTasks, LONGEST_TASK } from '../../../gate/ports.ts';
import { dueRows } from '../../sql/due.ts';
import { prepared, type Value } from '../../sql/prepared.ts';
import type { Tables } from '../../sql/schema.ts';
import type { CarrierTasksTable } from './schema.ts';

/** What the carrier is still to be told, in the database, one row a message. */
export function createCarrierTasks(db: Kysely<Tables>): CarrierTasks {
  const keep = prepared(db, (value: Value<CarrierTask>) => {
    const [what, due_at, ends_at] = [value((one) => one.what), value((one) => one.dueAt), value((one) => one.until)];
    return db
      .insertInto('carrier_tasks')
      .values({ message_id: value(({ messageId }) => messageId), what, due_at, ends_at })
      .onConflict((conflict) => conflict.column('message_id').doUpdateSet({ what, due_at, ends_at }));
  });

  return {
    keep: async (task) => void (await keep(task)),

    due: async (now, limit) => {
      const rows = await dueRows(now, LONGEST_TASK, limit, ({ is, at, limit: most }) =>
        db.selectFrom('carrier_tasks').selectAll().where('due_at', is, at).orderBy('due_at').limit(most).execute(),
      );
      return rows.map(taskOf);
    },

    putOff: async (messageId, dueAt) => {
      await db.updateTable('carrier_tasks').set({ due_at: dueAt }).where('message_id', '=', messageId).execute();
    },

    isUnbilled: async (messageId) => {
      const row = await db
        .selectFrom('journal')
        .select('id')
        .where('message_id', '=', messageId)
        .where('bill_look_at', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    done: async (messageId) =>
      void (await db.deleteFrom('carrier_tasks').where('message_id', '=', messageId).execute()),
  };
}

const taskOf = (row: Selectable<CarrierTasksTable>): CarrierTask => ({
  messageId: row.message_id,
  what: row.what,
  dueAt: row.due_at,
  until: row.ends_at,
});
