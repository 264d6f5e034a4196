import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { createPostgresCounters } from '../../src/storage/postgres/counters.ts';
import { postgresDialect } from '../../src/storage/postgres/dialect.ts';
import { openPostgres } from '../../src/storage/postgres/postgres.ts';
import { mia, phone } from './fixtures.ts';
import { day, lastDay, members, month, now, queries, type Recorded, recorded } from './queries.ts';
import { noPostgres, postgres, postgresUrl } from './servers.ts';

const ROWS = 30_000;
const SERVERS = 20;

/** What each table is filled with, a row for every n. One in a hundred roles is owed, one in a hundred blocks has an end, and one in a hundred SMS has no price. */
const fillings: Readonly<Record<string, string>> = {
  'roster (server_id, member_id, phone_key, country, last_digits, place, verified_at, granted_at, retry_at)':
    "server, member, phone, 'US', '00', 1, at, CASE WHEN n % 100 > 0 THEN at END, CASE WHEN n % 100 = 0 THEN at END",
  'blocks (server_id, phone_key, holder, country, last_digits, member_id, reason, blocked_by, blocked_at, blocked_until)':
    "server, phone, '', 'US', '00', member, 'Spam.', '900', at, CASE WHEN n % 100 = 0 THEN at + 90 * day END",
  'past_numbers (server_id, pseudonym, sealed, left_at)': "server, phone, 'sealed', at",
  'number_only (server_id, pseudonym, noted_at)': 'server, phone, at',
  // Most are closed.
  'openings (server_id, id, opened_by, reason, opened_at, ends_at, closed_at)':
    "server, n::text, '900', 'No codes arrive.', at, at + day, CASE WHEN n > 20 THEN at + day END",
  'erasures (server_id, pseudonym, erased_at, stamp)': 'server, phone, at, at',
  'help_requests (server_id, id, member_id, cause, words, asked_at, locale)':
    "server, n::text, member, 'cannotVerify', 'No SMS comes.', at, 'en-US'",
  'proofs (server_id, member_id, phone_key, country, last_digits, lapses_at)':
    "server, member, phone, 'US', '00', at + 365 * day",
  'left_roles (server_id, member_id, role_id, act, tries, retry_at)': "server, member, '300', 'take', 1, at",
  'journal (server_id, member_id, happened_at, what, message_id, bill_look_at)':
    "server, writer, at, 'sent', 'SM' || n, CASE WHEN n % 100 = 0 THEN at END",
  'challenges (key, value, expires)': "n::text, 'encrypted', clock + (n - rows / 100) * 1000",
  'counters (key, points, expire)': 'n::text, 1, clock + (n - rows / 100) * 1000',
  'line_kinds (line_key, kind, looked_at)': "n::text, 'mobile', at",
  'leases (name, holder, held_until)': "n::text, 'one', at",
  'notes (name, value)': "n::text, ''",
  // Servers are fewer, and each has long settings.
  'server_settings (server_id, settings)': "DISTINCT (n % 200)::text, repeat('{}', 500)",
  'settings_changes (server_id, revision, changed_at, changed_by, act, difference)':
    "server, n, at, '900', 'changed', repeat('{}', 100)",
  'channel_overwrites (server_id, channel_id, role_id, place, after_allow, after_deny, state)':
    "server, member, '300', n, '0', '1024', 'written'",
  'channel_runs (server_id, act, overwrites, obstacle)': "DISTINCT (n % 200)::text, 'lock', 1, repeat('x', 1000)",
  'bulk_runs (server_id, id, done_by, reason, began_at, state, members)':
    "server, 'run' || n, '900', repeat('x', 500), at, 'done', 1",
  'bulk_members (server_id, run_id, member_id, place, outcome)':
    "server, 'run' || n % 5, member, n, CASE WHEN n % 2 = 0 THEN 'verified' END",
  'role_moves (server_id, role_id, members, obstacle)': "DISTINCT (n % 200)::text, '300', 1, repeat('x', 1000)",
};

/** The rows by n, spread over the servers, and over the 90 days that lead to `now`. Members write to the journal five times. */
const source = `(
  SELECT n, ${ROWS} AS rows, ${day}::bigint AS day, ${Date.now()} AS clock,
    (100000000000000000 + n % ${SERVERS})::text AS server,
    (200000000000000100 + n)::text AS member,
    (200000000000000100 + n % ${ROWS / 5})::text AS writer,
    'v1:' || repeat(md5(n::text), 2) AS phone,
    ${now} - (n * 7919 % ${ROWS}) * ${(90 * day) / ROWS} AS at
  FROM generate_series(1::bigint, ${ROWS}) AS n
) AS source`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

/** How the planner would run a statement with the values that it was run with: all steps of it. */
async function stepsOf({ sql, parameters }: CompiledQuery): Promise<Plan[]> {
  const { rows } = await postgres.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sql}`, [
    ...parameters,
  ]);
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap((plan) => flat(plan.Plan)));
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

/** Whether a step reads a table, or an index, from end to end. A bitmap of a table is made by a step of its own, from an index. */
const isScan = (step: Plan) =>
  step['Node Type'] === 'Seq Scan' || (step['Index Name'] !== undefined && step['Index Cond'] === undefined);

const scansOf = async (statement: CompiledQuery) =>
  (await stepsOf(statement)).filter(isScan).map((step) => `${step['Node Type']} ${step['Relation Name'] ?? ''}`);

const indexesOf = async (statement: CompiledQuery) =>
  (await stepsOf(statement)).flatMap((step) => step['Index Name'] ?? []);

describe.skipIf(noPostgres !== undefined)(`PostgreSQL with ${ROWS} rows a table ${noPostgres ?? ''}`, () => {
  let database: Database;
  let stores: Recorded;
  beforeAll(async () => {
    database = await openPostgres(postgresUrl);
    stores = recorded(database, postgresDialect(postgres, { within: 10_000, together: 1 }), createPostgresCounters);
    for (const [table, values] of Object.entries(fillings))
      await postgres.query(`INSERT INTO ${table} SELECT ${values} FROM ${source}`);
    await postgres.query('ANALYZE');
  });
  afterAll(() => database.close());

  // On SQLite it is no query of the builder's.
  const givingBack: (typeof queries)[number] = [
    'giving back to a counter',
    ({ counters }) => counters.giveBack([{ key: 'sends|mia|1' }, { key: 'sends|all|1' }]),
  ];
  test.each([...queries, givingBack])('%s reads no table from end to end', async (_, call) => {
    await stores.roster.admit({ ...mia, phone, verifiedAt: now }, 1);
    stores.statements.length = 0;

    await call(stores);

    expect(stores.statements.length).toBeGreaterThan(0);
    const scans = await Promise.all(stores.statements.map(scansOf));
    expect(scans.flat()).toEqual([]);
  });

  test('a member, a number and what is due, owed, old or in order is each found by an index of its own', async () => {
    const { statements, roster, blocks, requests, pendingRoles, journal } = stores;
    statements.length = 0;
    await roster.find(mia);
    await roster.holders(mia.serverId, phone.phoneKey);
    await blocks.find(mia.serverId, phone.phoneKey, now);
    await blocks.ofMember(mia, now);
    await requests.ofMember(mia);
    await requests.find(mia.serverId, 'r1');
    await roster.dueGrants(now, 10);
    await roster.retryServer(mia.serverId, now);
    await pendingRoles.due(now, 10);
    await journal.ofMember(mia, 10);
    await journal.membersIn(mia.serverId, lastDay);
    await journal.ofMembers(mia.serverId, members, month);
    await journal.unbilled(now, 10);
    await journal.prune(now - 89 * day);

    const indexes = await Promise.all(statements.map(indexesOf));
    expect(indexes).toEqual([
      ['roster_one_row_a_member'],
      ['roster_one_member_a_place'],
      ['blocks_one_a_holder'],
      ['blocks_by_member'],
      ['help_requests_one_a_member'],
      ['help_requests_by_id'],
      ['roster_owed_by_retry'],
      ['roster_owed_by_server'],
      ['left_roles_by_retry'],
      ['journal_by_member'],
      ['journal_by_server'],
      ['journal_by_member'],
      ['journal_by_bill_look', 'journal_by_member'],
      ['journal_by_age'],
    ]);
  });

  test('the roles that are owed are counted without looking at those that are given', async () => {
    stores.statements.length = 0;
    await stores.queueLengths();

    const ofRoster = stores.statements.filter(({ sql }) => sql.includes('roster'));
    const indexes = await Promise.all(ofRoster.map(indexesOf));
    expect(indexes).toEqual([[expect.stringContaining('roster_owed_by_')]]);
  });
});
