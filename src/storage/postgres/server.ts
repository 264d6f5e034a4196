import { type Kysely, sql } from 'kysely';
import { Unfit } from '../sql/unavailable.ts';

const OLDEST = 13;

export interface Server {
  /** The first schema of the search path that exists. */
  readonly schema: string | null;
  /** Such as 150002. */
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly readOnly: string;
}

/**
 * Looks whether a server is one that everything can last on.
 * @returns the schema for the tables
 * @throws Unfit
 */
export async function examineServer<Tables>(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<Server>`
    select current_schema() as schema, current_setting('server_version_num')::integer as version,
      current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby,
      current_setting('transaction_read_only') as "readOnly"`.execute(db);
  const [server] = rows;
  if (!server)
    throw new Unfit('PostgreSQL does not say what it is.', 'Check that DATABASE_URL leads to PostgreSQL itself.');
  return schemaOf(server);
}

/** The schema for the tables. @throws Unfit */
export function schemaOf({ schema, version, encoding, standby, readOnly }: Server): string {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST)
    throw new Unfit(`PostgreSQL ${major} is too old.`, `Latchkey needs PostgreSQL ${OLDEST} or newer.`);
  if (encoding !== 'UTF8') {
    const fix =
      "Make a database that can hold every name: CREATE DATABASE latchkey ENCODING 'UTF8' TEMPLATE template0.";
    throw new Unfit(`The database has the encoding ${encoding}.`, fix);
  }
  if (standby)
    throw new Unfit('PostgreSQL is a standby, which takes no writes.', 'Set DATABASE_URL to the primary server.');
  if (readOnly === 'on') {
    const fix =
      'Set DATABASE_URL to the primary server, and look at default_transaction_read_only of the database and the user.';
    throw new Unfit('PostgreSQL is read-only.', fix);
  }
  if (schema === null) {
    const fix = 'Make the schema that the search_path of this user names first, such as public: CREATE SCHEMA public.';
    throw new Unfit('PostgreSQL has no schema to keep tables in.', fix);
  }
  return schema;
}
