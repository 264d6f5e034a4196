import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Tables } from '../../src/storage/sql/schema.ts';
import { createSqliteCounters } from '../../src/storage/sqlite/counters.ts';
import { keepPrepared, sqliteDialect } from '../../src/storage/sqlite/dialect.ts';
import { shareSnapshot } from '../../src/storage/sqlite/reads.ts';
import { openSqlite, sqliteDatabase } from '../../src/storage/sqlite/sqlite.ts';
import { gatherWrites } from '../../src/storage/sqlite/writes.ts';
import { mia, phone } from './fixtures.ts';
import { lastDay, members, month, now, queries, recorded } from './queries.ts';

function openRecorded() {
  return openSqlite(':memory:', async (database) => {
    onTestFinished(() => database.close());
    const opened = await sqliteDatabase(database);
    const prepare = keepPrepared(database);
    const snapshot = shareSnapshot(database);
    const write = gatherWrites(database, snapshot);
    const countersOver = (db: Kysely<Tables>) => createSqliteCounters(db, prepare, write);
    return { database, ...recorded(opened, sqliteDialect({ prepare, read: snapshot.read, write }), countersOver) };
  });
}

/** The tables that a statement would read from end to end. What is called `press` is one row that the statement makes. */
function scanned(database: DatabaseSync, statement: string): string[] {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();
  return plan.map(({ detail }) => String(detail)).filter((detail) => /^SCAN (?!CONSTANT ROW|press$)/.test(detail));
}

test.each(queries)('%s reads no table from end to end', async (_, call) => {
  const parts = await openRecorded();
  await parts.roster.admit({ ...mia, phone, verifiedAt: now }, 1);
  parts.statements.length = 0;

  await call(parts);

  expect(parts.statements.length).toBeGreaterThan(0);
  expect(parts.statements.flatMap(({ sql }) => scanned(parts.database, sql))).toEqual([]);
});

test('what is due, owed or in order is found by an index of its own, without sorting', async () => {
  const { database, statements, roster, journal } = await openRecorded();
  await roster.dueGrants(now, 10);
  await roster.retryServer(mia.serverId, now);
  await journal.ofMember(mia, 10);
  await journal.membersIn(mia.serverId, lastDay);
  await journal.ofMembers(mia.serverId, members, month);
  await journal.unbilled(now, 10);

  const plans = statements.map(({ sql }) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );
  const endOfSms = [
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH later USING INDEX journal_by_member (server_id=? AND member_id=?)',
  ];
  expect(plans).toEqual([
    ['SEARCH roster USING INDEX roster_owed_by_retry (retry_at<?)'],
    ['SEARCH roster USING INDEX roster_owed_by_retry (retry_at>?)'],
    [expect.stringContaining('roster_owed_by_server')],
    ['SEARCH journal USING INDEX journal_by_member (server_id=? AND member_id=?)'],
    ['SEARCH journal USING INDEX journal_by_server (server_id=? AND happened_at>? AND happened_at<?)'],
    ['SEARCH journal USING INDEX journal_by_member (server_id=? AND member_id=? AND happened_at>? AND happened_at<?)'],
    ['SEARCH journal USING INDEX journal_by_bill_look (bill_look_at<?)', ...endOfSms],
    ['SEARCH journal USING INDEX journal_by_bill_look (bill_look_at>?)', ...endOfSms],
  ]);
});

test('the roles that are owed are counted without looking at those that are given', async () => {
  const { database, statements, queueLengths } = await openRecorded();
  await queueLengths();
  const ofRoster = statements.filter(({ sql }) => sql.includes('roster'));
  expect(ofRoster.flatMap(({ sql }) => scanned(database, sql))).toEqual([
    expect.stringMatching(/^SCAN roster USING COVERING INDEX roster_owed_by_\w+$/),
  ]);
});
