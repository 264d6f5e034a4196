import type { Kysely } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { HelpRequest, HelpRequests } from '../../gate/ports.ts';
import {
  memberColumns,
  memberValues,
  noPhoneColumns,
  phoneColumns,
  phoneIfHeld,
  selection,
  whoOf,
} from '../sql/columns.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { HelpRequestsTable, Tables } from '../sql/schema.ts';
import type { Erasing } from './erasures.ts';

/** Open requests to the staff in the database; a constraint allows a member one. */
export function createHelpRequests(db: Kysely<Tables>, { since, unlessErased }: Erasing): HelpRequests {
  const findOfMember = prepared(db, (value: Value<Who>) =>
    db
      .selectFrom('help_requests')
      .selectAll()
      .where((is) => is.and(memberValues(value))),
  );

  const add = adding(db, since);
  const remove = ({ serverId, id }: Pick<HelpRequest, 'serverId' | 'id'>) =>
    db
      .deleteFrom('help_requests')
      .where((is) => is.and({ server_id: serverId, id }))
      .returningAll()
      .executeTakeFirst();

  return {
    open: async (request) => {
      const write = async () => (await add(request)).changes === 1 || undefined;
      return (await unlessErased(request, write, () => remove(request))) ?? false;
    },

    ofMember: async (who) => {
      const [row] = (await findOfMember(who)).rows;
      return row && requestOf(row);
    },

    find: async (serverId, id) => {
      const row = await db
        .selectFrom('help_requests')
        .selectAll()
        .where((is) => is.and({ server_id: serverId, id }))
        .executeTakeFirst();
      return row && requestOf(row);
    },

    update: async (request) => {
      const { id, ...row } = rowOf(request);
      await db
        .updateTable('help_requests')
        .set(row)
        .where((is) => is.and({ ...memberColumns(request), id }))
        .execute();
    },

    close: async (serverId, id) => {
      const row = await remove({ serverId, id });
      return row && requestOf(row);
    },
  };
}

/** Adds a request, unless its member has one or has had their data deleted. */
const adding = (db: Kysely<Tables>, since: Erasing['since']) =>
  prepared(db, (value: Value<HelpRequest>) => {
    const row = selection({
      ...memberValues(value),
      id: value(({ id }) => id),
      cause: value(({ cause }) => cause),
      words: value(({ words }) => words),
      asked_at: value(({ at }) => at),
      locale: value(({ locale }) => locale),
      phone_key: value(({ phone }) => phone?.phoneKey ?? null),
      country: value(({ phone }) => phone?.country ?? null),
      last_digits: value(({ phone }) => phone?.lastDigits ?? null),
      staff_channel_id: value(({ staffMessage }) => staffMessage?.channelId ?? null),
      staff_message_id: value(({ staffMessage }) => staffMessage?.messageId ?? null),
    });
    return db
      .insertInto('help_requests')
      .columns(row.columns)
      .expression(db.selectNoFrom(row.values).where(({ not, exists }) => not(exists(since(value)))))
      .onConflict((conflict) => conflict.doNothing());
  });

const rowOf = (request: HelpRequest): HelpRequestsTable => ({
  ...memberColumns(request),
  id: request.id,
  cause: request.cause,
  words: request.words,
  asked_at: request.at,
  locale: request.locale,
  ...(request.phone ? phoneColumns(request.phone) : noPhoneColumns),
  staff_channel_id: request.staffMessage?.channelId ?? null,
  staff_message_id: request.staffMessage?.messageId ?? null,
});

function requestOf(row: HelpRequestsTable): HelpRequest {
  const phone = phoneIfHeld(row);
  const [channelId, messageId] = [row.staff_channel_id, row.staff_message_id];
  return {
    ...whoOf(row),
    id: row.id,
    cause: row.cause,
    words: row.words,
    at: row.asked_at,
    locale: row.locale,
    ...(phone && { phone }),
    ...(channelId !== null && messageId !== null && { staffMessage: { channelId, messageId } }),
  };
}
