import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Store } from './bots/latchkey.ts';
import { memberId, serverId } from './double/servers.ts';

/** Members of a roster that is filled begin here, behind those who verify. */
const FIRST = 1_000_000_000;

/** Who was filled in as number `index`, and where. @param servers as many as the roster was filled for */
export const filledAt = (index: number, servers: number) => ({ server: index % servers, member: FIRST + index });

/**
 * Adds the members from number `from` to before `to` to a roster, spread over `servers`, all verified and with their role.
 * In the order of the indexes, so that millions take seconds. Nobody else may use the database.
 */
export async function fillRoster(store: Store, [from, to]: readonly [number, number], servers: number): Promise<void> {
  const { databaseUrl } = store;
  const [, file] = /^sqlite:(.+)$/.exec(databaseUrl) ?? [];
  const inServer = (server: number) => `${from} + ((${server} - ${from}) % ${servers} + ${servers}) % ${servers}`;
  if (file !== undefined) {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN');
    for (let server = 0; server < servers; server++) {
      const numbers = `WITH RECURSIVE n(i) AS (SELECT ${inServer(server)} WHERE ${inServer(server)} < ${to}
        UNION ALL SELECT i + ${servers} FROM n WHERE i + ${servers} < ${to})`;
      database.exec(`${numbers} ${rows(server, 'n', "printf('%08x', i)")}`);
    }
    database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE');
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let server = 0; server < servers; server++) {
      const series = `generate_series(${inServer(server)}, ${to - 1}, ${servers}) AS n(i)`;
      await client.query(rows(server, series, "lpad(to_hex(i), 8, '0')"));
    }
    await client.query('VACUUM ANALYZE roster');
  } finally {
    await client.end();
  }
}

/** The statement that fills one server. @param hex eight hexadecimal digits that rise with `i` */
function rows(server: number, source: string, hex: string): string {
  const oneMember = BigInt(memberId(1)) - BigInt(memberId(0));
  return `INSERT INTO roster
      (server_id, member_id, phone_key, country, last_digits, place, verified_at, granted_at)
    SELECT '${serverId(server)}', CAST(${memberId(FIRST)} + ${oneMember} * CAST(i AS BIGINT) AS TEXT),
      'v1:' || ${hex} || '${'0'.repeat(56)}', 'US', '00', 1, 1700000000000, 1700000000000
    FROM ${source}`;
}
