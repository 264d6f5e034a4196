import type { Kysely } from 'kysely';
import type { Rekey } from '../gate/admission.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** Blocks first: whoever looks in between finds a number blocked or taken, never free. */
const tables = ['blocks', 'roster', 'proofs', 'help_requests'] as const;

export function createRekey(db: Kysely<Tables>): Rekey {
  return (serverId, from, to) =>
    orUnavailable(async () => {
      for (const table of tables) {
        await db
          .updateTable(table)
          .set({ phone_key: to })
          .where('server_id', '=', serverId)
          .where('phone_key', 'in', from)
          .execute();
      }
    });
}
