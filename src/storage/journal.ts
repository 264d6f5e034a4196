import type { Kysely, Selectable } from 'kysely';
import type { Journal, JournalEntry } from '../gate/ports.ts';
import { memberColumns, whoOf } from './columns.ts';
import type { JournalTable, Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** The journal in the database. Entries of one millisecond keep the order in which they were written. */
export function createJournal(db: Kysely<Tables>): Journal {
  return {
    write: (entry) =>
      orUnavailable(async () => {
        await db
          .insertInto('journal')
          .values({
            ...memberColumns(entry),
            happened_at: entry.at,
            what: entry.what,
            done_by: entry.by ?? null,
            country: entry.country ?? null,
            why: entry.why ?? null,
            message_id: entry.messageId ?? null,
            segments: entry.segments ?? null,
            price: entry.price ?? null,
            currency: entry.currency ?? null,
          })
          .execute();
      }),

    ofMember: (who, limit) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('journal')
          .selectAll()
          .where((is) => is.and(memberColumns(who)))
          .orderBy('happened_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute();
        return rows.map(entryOf);
      }),

    since: (serverId, since) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('journal')
          .selectAll()
          .where('server_id', '=', serverId)
          .where('happened_at', '>=', since)
          .orderBy('happened_at')
          .orderBy('id')
          .execute();
        return rows.map(entryOf);
      }),

    prune: (before) =>
      orUnavailable(async () => {
        await db.deleteFrom('journal').where('happened_at', '<', before).execute();
      }),

    forget: (who) =>
      orUnavailable(async () => {
        await db
          .deleteFrom('journal')
          .where((is) => is.and(memberColumns(who)))
          .execute();
      }),
  };
}

const entryOf = (row: Selectable<JournalTable>): JournalEntry => ({
  ...whoOf(row),
  at: row.happened_at,
  what: row.what,
  ...(row.done_by !== null && { by: row.done_by }),
  ...(row.country !== null && { country: row.country }),
  ...(row.why !== null && { why: row.why }),
  ...(row.message_id !== null && { messageId: row.message_id }),
  ...(row.segments !== null && { segments: row.segments }),
  ...(row.price !== null && { price: row.price }),
  ...(row.currency !== null && { currency: row.currency }),
});
