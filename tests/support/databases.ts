import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

export const postgresServer = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    /** What the names of this run's databases begin with. */
    databasePrefix: string;
  }
}

/** Names the databases that the tests make, one for each process, and drops them when all tests have ended. */
export default function setup(project: TestProject): () => Promise<void> {
  const prefix = `latchkey_test_${randomBytes(6).toString('hex')}`;
  project.provide('databasePrefix', prefix);
  return async () => {
    const client = new pg.Client({ connectionString: postgresServer, connectionTimeoutMillis: 5000 });
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const made = rows.map(({ datname }) => datname).filter((name) => name.startsWith(prefix));
    for (const name of made) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  };
}
