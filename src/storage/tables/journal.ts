import { setImmediate } from 'node:timers/promises';
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import { FIRST_LOOK, LONGEST_LOOK } from '../../gate/journal/billing.ts';
import { notices, requestCauses } from '../../gate/journal/events.ts';
import { flat } from '../../gate/journal/journal.ts';
import type { Journal, JournalEntry } from '../../gate/ports.ts';
import { grantFailures } from '../../gate/roles/role-keeper.ts';
import { grounds } from '../../gate/roster/verification.ts';
import { otherChannels } from '../../otp/channels/ways.ts';
import { smsProblems } from '../../otp/sms.ts';
import type { Database } from '../database.ts';
import { memberColumns, memberValues, selection, whoOf } from '../sql/columns.ts';
import { dueRows } from '../sql/due.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { JournalTable, Tables } from '../sql/schema.ts';
import type { Erasing } from './erasures.ts';

/** SQLite answers at once, so a process that reads much in a row would keep everybody else from having a turn. */
const othersTurn = setImmediate;

/** The journal in the database. Entries of one millisecond keep the order in which they were written. */
export function createJournal(
  database: Pick<Database, 'quick' | 'relaxed' | 'patient'>,
  { since, unlessErased }: Erasing,
): Journal {
  const { quick: db, relaxed, patient } = database;
  const write = writing(relaxed, since);

  return {
    write: async (entry) => {
      const remove = (id: number) => db.deleteFrom('journal').where('id', '=', id).execute();
      return (await unlessErased(entry, async () => (await write(flat(entry))).rows[0]?.id, remove)) !== undefined;
    },

    ofMember: async (who, limit) => {
      const theirs = db
        .selectFrom('journal')
        .selectAll()
        .where((is) => is.and(memberColumns(who)));
      return (await theirs.orderBy('happened_at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(entryOf);
    },

    ...createSpans(patient),

    bill: async ({ messageId, ...who }, bill, lookAt) => {
      await relaxed
        .updateTable('journal')
        .set({ ...bill, bill_look_at: lookAt ?? null })
        .where((is) => is.and({ ...memberColumns(who), what: 'sent', message_id: messageId }))
        .execute();
    },

    unbilled: async (now, limit) => {
      const rows = await dueRows(now, LONGEST_LOOK, limit, ({ is, at, limit: most }) =>
        db
          .selectFrom('journal')
          .select(['server_id', 'member_id', 'happened_at', 'message_id', 'channel', isOver])
          .where('bill_look_at', is, at)
          .orderBy('bill_look_at')
          .limit(most)
          .execute(),
      );
      return rows.flatMap(dueOf);
    },

    prune: async (before) => {
      await patient.deleteFrom('journal').where('happened_at', '<', before).execute();
    },

    forget: async (who) => {
      await db
        .deleteFrom('journal')
        .where((is) => is.and(memberColumns(who)))
        .execute();
    },
  };
}

/** Writes an entry, unless its member has had their data deleted. */
const writing = (db: Kysely<Tables>, since: Erasing['since']) =>
  prepared(db, (value: Value<ReturnType<typeof flat>>) => {
    const row = selection({
      ...memberValues(value),
      happened_at: value(({ at }) => at),
      what: value(({ what }) => what),
      done_by: value(({ by }) => by ?? null),
      country: value(({ country }) => country ?? null),
      why: value(({ why }) => why ?? null),
      message_id: value(({ messageId }) => messageId ?? null),
      segments: value(({ segments }) => segments ?? null),
      price: value(({ price }) => price ?? null),
      currency: value(({ currency }) => currency ?? null),
      channel: value(({ channel }) => channel ?? null),
      locale: value(({ locale }) => locale ?? null),
      bill_look_at: value(({ what, at, messageId }) =>
        what === 'sent' && messageId !== undefined ? at + FIRST_LOOK : null,
      ),
    });
    return db
      .insertInto('journal')
      .columns(row.columns)
      .expression(db.selectNoFrom(row.values).where(({ not, exists }) => not(exists(since(value)))))
      .returning('id');
  });

/** What happened in a span of time. */
function createSpans(db: Kysely<Tables>): Pick<Journal, 'membersIn' | 'ofMembers'> {
  return {
    membersIn: async (serverId, { from, until }) => {
      await othersTurn();
      // Asked for distinct ones, SQLite would read the whole server along another index.
      const rows = await db
        .selectFrom('journal')
        .select('member_id')
        .where('server_id', '=', serverId)
        .where('happened_at', '>=', from)
        .where('happened_at', '<', until)
        .orderBy('happened_at')
        .execute();
      return [...new Set(rows.map(({ member_id }) => member_id))];
    },

    ofMembers: async (serverId, memberIds, { from, until }) => {
      await othersTurn();
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('server_id', '=', serverId)
        .where('member_id', 'in', memberIds)
        .where('happened_at', '>=', from)
        .where('happened_at', '<', until)
        .orderBy('member_id')
        .orderBy('happened_at')
        .orderBy('id')
        .execute();
      return rows.map(entryOf);
    },
  };
}

/** Whether the end of an SMS stands in the journal. */
const isOver = ({ selectFrom }: ExpressionBuilder<Tables, 'journal'>) =>
  selectFrom('journal as later')
    .whereRef('later.server_id', '=', 'journal.server_id')
    .whereRef('later.member_id', '=', 'journal.member_id')
    .whereRef('later.message_id', '=', 'journal.message_id')
    .where('later.what', 'in', ['delivered', 'undelivered'])
    .select(({ fn }) => fn.countAll().as('ends'))
    .as('is_over');

/** An entry as its row tells it. Of why, what an older version put in other words is left out. */
function entryOf({ what, why, ...row }: Selectable<JournalTable>): JournalEntry {
  const entry = { ...whoOf(row), at: row.happened_at, ...detailsOf(row), ...channelOf(row.channel) };
  const problem = smsProblems.find((one) => one === why);
  const obstacle = grantFailures.find((one) => one === why);
  const cause = requestCauses.find((one) => one === why);
  const reason = why !== null && { reason: why };
  const readIn = row.locale !== null && { locale: row.locale };
  switch (what) {
    case 'undelivered':
    case 'sendRefused':
      return { ...entry, what, ...(problem && { problem }) };
    case 'grantFailed':
      return { ...entry, what, ...(obstacle && { obstacle }) };
    case 'gaveUpNumber':
      return { ...entry, what, ...(row.done_by === null ? obstacle && { obstacle } : reason) };
    case 'capReached':
      return { ...entry, what, ...(why !== null && { budget: why }) };
    case 'requested':
      return { ...entry, what, ...(cause && { cause }), ...readIn };
    case 'consented':
      return { ...entry, what, ...(why !== null && { version: why }), ...readIn };
    case 'exempted': {
      const ground = grounds.find((one) => one === why);
      return { ...entry, what, ...(ground && { ground }) };
    }
    case 'reminded': {
      const notice = notices.find((one) => one === why);
      return { ...entry, what, ...(notice && { notice }) };
    }
    default:
      return { ...entry, what, ...reason };
  }
}

type DueRow = Pick<Selectable<JournalTable>, 'server_id' | 'member_id' | 'happened_at' | 'message_id' | 'channel'>;

/** A send that is to be asked for. Every row that is due names its message. */
function dueOf({ message_id, happened_at, is_over, channel, ...row }: DueRow & { is_over: unknown }) {
  if (message_id === null) return [];
  const sent = { ...whoOf(row), messageId: message_id, ...channelOf(channel) };
  return [{ ...sent, sentAt: happened_at, isOver: Number(is_over) > 0 }];
}

/** The channel that a code went by, if not by SMS. */
function channelOf(name: string | null) {
  const channel = otherChannels.find((one) => one === name);
  return channel && { channel };
}

const detailsOf = (row: Omit<JournalTable, 'id' | 'what' | 'why'>) => ({
  ...(row.done_by !== null && { by: row.done_by }),
  ...(row.country !== null && { country: row.country }),
  ...(row.message_id !== null && { messageId: row.message_id }),
  ...(row.segments !== null && { segments: row.segments }),
  ...(row.price !== null && { price: row.price }),
  ...(row.currency !== null && { currency: row.currency }),
});
