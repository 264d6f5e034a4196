import type { Kysely } from 'kysely';
import type { ForgetServer, ServersWithData } from '../../gate/ports.ts';
import { serverTables } from './catalogue.ts';
import type { Tables } from './schema.ts';

export function createForgetServer(db: Kysely<Tables>): ForgetServer {
  return async (serverId) => {
    for (const table of serverTables) await db.deleteFrom(table).where('server_id', '=', serverId).execute();
  };
}

/** Goes from each server to the next along an index, so that not even ten million rows are read for it. */
export function createServersWithData(db: Kysely<Tables>): ServersWithData {
  return async () => {
    const servers = new Set<string>();
    for (const table of serverTables) {
      for (let last = await nextServer(db, table, ''); last !== undefined; last = await nextServer(db, table, last)) {
        servers.add(last);
      }
    }
    return [...servers].sort();
  };
}

async function nextServer(db: Kysely<Tables>, table: (typeof serverTables)[number], after: string) {
  const row = await db
    .selectFrom(table)
    .select('server_id')
    .where('server_id', '>', after)
    .orderBy('server_id')
    .limit(1)
    .executeTakeFirst();
  return row?.server_id;
}
