import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the names of all that this run makes on a server begin with. */
    readonly mark: string;
  }
}

export const postgresServer = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Marks what a run of the tests makes on PostgreSQL, and drops its databases at the end. Every test file has made one of its own. */
export default function setup(project: TestProject) {
  const mark = `latchkey_test_${randomBytes(4).toString('hex')}`;
  project.provide('mark', mark);
  return () => dropDatabases(mark);
}

async function dropDatabases(mark: string): Promise<void> {
  const server = new pg.Client({ connectionString: postgresServer, connectionTimeoutMillis: 5000 });
  try {
    await server.connect();
  } catch {
    // Without PostgreSQL there is nothing to drop.
    return;
  }
  const { rows } = await server.query<{ datname: string }>('SELECT datname FROM pg_database');
  for (const { datname } of rows) {
    if (datname.startsWith(mark)) await server.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  }
  await server.end();
}
