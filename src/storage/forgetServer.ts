import type { Kysely } from 'kysely';
import type { ForgetServer } from '../gate/ports.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** The settings go last: where deleting fails half-way, the server is still known and can be forgotten again. */
const tables = ['roster', 'blocks', 'help_requests', 'proofs', 'journal', 'server_settings'] as const;

export function createForgetServer(db: Kysely<Tables>): ForgetServer {
  return (serverId) =>
    orUnavailable(async () => {
      for (const table of tables) await db.deleteFrom(table).where('server_id', '=', serverId).execute();
    });
}
