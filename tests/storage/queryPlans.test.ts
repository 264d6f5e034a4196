import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { HelpRequest } from '../../src/gate/ports.ts';
import { createBlocks } from '../../src/storage/blocks.ts';
import { createKeptServers } from '../../src/storage/forgetServer.ts';
import { createHelpRequests } from '../../src/storage/helpRequests.ts';
import { createJournal } from '../../src/storage/journal.ts';
import { createLeftRoles } from '../../src/storage/leftRoles.ts';
import { createProofs } from '../../src/storage/proofs.ts';
import { createQueueLengths } from '../../src/storage/queues.ts';
import { createRoster } from '../../src/storage/roster.ts';
import type { Tables } from '../../src/storage/schema.ts';
import { openSqlite, sqliteDatabase } from '../../src/storage/sqlite.ts';
import { keepPrepared, sqliteDialect } from '../../src/storage/sqliteDialect.ts';
import { gatherWrites } from '../../src/storage/sqliteWrites.ts';
import { mia, noor, otherPhone, phone } from './fixtures.ts';

const { serverId } = mia;
const request: HelpRequest = {
  ...mia,
  id: 'r1',
  cause: 'cannotVerify',
  words: 'No SMS comes.',
  at: 1,
  locale: 'en-US',
};

/** The stores over one connection, and a list that each statement they run is added to. */
function openRecorded() {
  return openSqlite(':memory:', async (database) => {
    onTestFinished(() => database.close());
    const statements: string[] = [];
    await sqliteDatabase(database);
    const dialect = sqliteDialect(keepPrepared(database), gatherWrites(database));
    const quick = new Kysely<Tables>({ dialect, log: ({ query }) => void statements.push(query.sql) });
    const { proofs } = createProofs(quick);
    const both = { quick, patient: quick };
    const [roster, blocks, requests] = [createRoster(both), createBlocks(quick), createHelpRequests(quick)];
    const [journal, keptServers] = [createJournal(both), createKeptServers(quick)];
    const [queueLengths, leftRoles] = [createQueueLengths(quick), createLeftRoles(quick)];
    return { database, statements, roster, blocks, requests, proofs, journal, keptServers, queueLengths, leftRoles };
  });
}

/** The tables that a statement would read from end to end. */
function scanned(database: DatabaseSync, statement: string): string[] {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();
  return plan.map(({ detail }) => String(detail)).filter((detail) => /^SCAN (?!CONSTANT ROW)/.test(detail));
}

type Parts = Awaited<ReturnType<typeof openRecorded>>;

test.each<[string, (parts: Parts) => Promise<unknown>]>([
  ['finding a member', ({ roster }) => roster.find(mia)],
  ['finding the holders of a number', ({ roster }) => roster.holders(serverId, phone.phoneKey)],
  ['admitting', ({ roster }) => roster.admit({ ...noor, phone: otherPhone, verifiedAt: 1 }, 3)],
  ['refusing a number that is taken', ({ roster }) => roster.admit({ ...noor, phone, verifiedAt: 1 }, 1)],
  ['approving by hand', ({ roster }) => roster.approve(noor, { by: '1', reason: 'Met in person.' }, 1)],
  ['transferring', ({ roster }) => roster.transfer(mia, noor, phone.phoneKey, 1)],
  ['removing a member', ({ roster }) => roster.remove(mia)],
  ['claiming a grant', ({ roster }) => roster.claimGrant(mia, 1, 1)],
  ['marking a grant as given', ({ roster }) => roster.markGranted(mia, 1)],
  ['marking a grant as owed', ({ roster }) => roster.markOwed(mia, 1)],
  ['listing due grants', ({ roster }) => roster.dueGrants(1, 10)],
  ['retrying the grants of a server', ({ roster }) => roster.retryServer(serverId, 1)],
  ['listing members', ({ roster }) => roster.members(serverId)],
  ['finding a block', ({ blocks }) => blocks.find(serverId, phone.phoneKey, 1)],
  ['finding the blocks of a member', ({ blocks }) => blocks.ofMember(mia, 1)],
  ['lifting blocks', ({ blocks }) => blocks.liftMember(mia)],
  ['taking an account off its blocks', ({ blocks }) => blocks.detach(mia)],
  ['finding the request of a member', ({ requests }) => requests.ofMember(mia)],
  ['finding a request', ({ requests }) => requests.find(serverId, 'r1')],
  ['changing a request', ({ requests }) => requests.update(request)],
  ['closing a request', ({ requests }) => requests.close(serverId, 'r1')],
  ['finding a proof', ({ proofs }) => proofs.find(mia, 1)],
  ['taking a proof', ({ proofs }) => proofs.take(mia, 1)],
  ['listing roles that are due to be taken', ({ leftRoles }) => leftRoles.due(1, 10)],
  ['making the roles of a server due', ({ leftRoles }) => leftRoles.retryServer(serverId, 1)],
  ['forgetting a role that was taken', ({ leftRoles }) => leftRoles.forget(mia)],
  ['listing the servers that anything is kept of', ({ keptServers }) => keptServers()],
  ['reading the journal of a member', ({ journal }) => journal.ofMember(mia, 10)],
  ['reading who is in the journal of a server', ({ journal }) => journal.membersIn(serverId, { from: 1, until: 2 })],
  ['reading the journal of members', ({ journal }) => journal.ofMembers(serverId, ['1', '2'], { from: 1, until: 2 })],
  ['recording what an SMS cost', ({ journal }) => journal.bill({ ...mia, messageId: 'SM1' }, undefined)],
  ['reading which SMS have no price', ({ journal }) => journal.unbilled(1, 10)],
  ['forgetting old entries', ({ journal }) => journal.prune(1)],
  ['forgetting a member of the journal', ({ journal }) => journal.forget(mia)],
])('%s reads no table from end to end', async (_, call) => {
  const parts = await openRecorded();
  await parts.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
  parts.statements.length = 0;

  await call(parts);

  expect(parts.statements.length).toBeGreaterThan(0);
  expect(parts.statements.flatMap((statement) => scanned(parts.database, statement))).toEqual([]);
});

test('what is due, owed or in order is found by an index of its own, without sorting', async () => {
  const { database, statements, roster, journal } = await openRecorded();
  await roster.dueGrants(1, 10);
  await roster.retryServer(serverId, 1);
  await journal.ofMember(mia, 10);
  await journal.membersIn(serverId, { from: 1, until: 2 });
  await journal.ofMembers(serverId, ['1', '2'], { from: 1, until: 2 });
  await journal.unbilled(1, 10);

  const plans = statements.map((sql) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );
  expect(plans).toEqual([
    ['SEARCH roster USING INDEX roster_owed_by_retry (retry_at<?)'],
    [expect.stringContaining('roster_owed_by_server')],
    ['SEARCH journal USING INDEX journal_by_member (server_id=? AND member_id=?)'],
    ['SEARCH journal USING INDEX journal_by_server (server_id=? AND happened_at>? AND happened_at<?)'],
    ['SEARCH journal USING INDEX journal_by_member (server_id=? AND member_id=? AND happened_at>? AND happened_at<?)'],
    ['SEARCH journal USING INDEX journal_by_bill_look (bill_look_at<?)'],
  ]);
});

test('the roles that are owed are counted without looking at those that are given', async () => {
  const { database, statements, queueLengths } = await openRecorded();
  await queueLengths();
  const ofRoster = statements.filter((sql) => sql.includes('roster'));
  expect(ofRoster.flatMap((sql) => scanned(database, sql))).toEqual([
    expect.stringMatching(/^SCAN roster USING COVERING INDEX roster_owed_by_\w+$/),
  ]);
});
