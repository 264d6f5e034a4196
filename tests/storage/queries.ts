import { type CompiledQuery, type Dialect, Kysely } from 'kysely';
import type { Ms } from '../../src/clock.ts';
import { REMINDED_BEFORE } from '../../src/gate/endings/ending.ts';
import { storedStates } from '../../src/gate/list/member-list.ts';
import type { HelpRequest } from '../../src/gate/ports.ts';
import type { Counters } from '../../src/limits/counters.ts';
import type { Database } from '../../src/storage/database.ts';
import { createPastNumberCipher } from '../../src/storage/otp-state/cipher.ts';
import { createPseudonyms } from '../../src/storage/pseudonyms.ts';
import { createQueueLengths } from '../../src/storage/queue-lengths.ts';
import { keepInDatabase } from '../../src/storage/redis/short-lived.ts';
import { createBlockAccounts } from '../../src/storage/sql/block-accounts.ts';
import { createServersWithData } from '../../src/storage/sql/forget-server.ts';
import { createRekey } from '../../src/storage/sql/rekey.ts';
import type { Tables } from '../../src/storage/sql/schema.ts';
import { createBanReach } from '../../src/storage/tables/ban-reach.ts';
import { createBlocks } from '../../src/storage/tables/blocks.ts';
import { createBulkRuns } from '../../src/storage/tables/bulk/runs.ts';
import { createChannelLocks } from '../../src/storage/tables/channels/channel-locks.ts';
import { createEndings } from '../../src/storage/tables/endings/endings.ts';
import { createErasures } from '../../src/storage/tables/erasures.ts';
import { createHelpRequests } from '../../src/storage/tables/help-requests.ts';
import { createJournal } from '../../src/storage/tables/journal.ts';
import { createLeases } from '../../src/storage/tables/leases.ts';
import { createLineKindStore } from '../../src/storage/tables/line-kinds.ts';
import { createMemberList } from '../../src/storage/tables/lists/member-list.ts';
import { createNumberOnly } from '../../src/storage/tables/passes/number-only.ts';
import { createOpenings } from '../../src/storage/tables/passes/openings.ts';
import { createPastNumbers } from '../../src/storage/tables/past-numbers.ts';
import { createProofs } from '../../src/storage/tables/proofs.ts';
import { createPendingRoles } from '../../src/storage/tables/roles/pending-roles.ts';
import { createRoleMoves } from '../../src/storage/tables/roles/role-moves.ts';
import { createRoster } from '../../src/storage/tables/roster.ts';
import { createSituations } from '../../src/storage/tables/situations.ts';
import { claim } from '../support/roles.ts';
import { mia, noor, otherPhone, phone } from './fixtures.ts';

const { serverId } = mia;
const pseudonyms = createPseudonyms({ current: Buffer.alloc(32, 'pepper'), previous: [] });
const cipher = createPastNumberCipher(Buffer.alloc(32, 'key'));
const clock = { now: () => now, after: () => () => {} };
export const day: Ms = 24 * 60 * 60_000;
export const now: Ms = 1_800_000_000_000;
const group = { given: '300', givenRoleIds: ['300'], country: phone.country, members: 1 };
export const lastDay = { from: now - day, until: now };
export const month = { from: now - 30 * day, until: now };
/** As many as the figures of a server are read of at once. */
export const members = Array.from({ length: 100 }, (_, index) => memberAt(101 + 20 * index));
const request: HelpRequest = {
  ...mia,
  id: 'r1',
  cause: 'cannotVerify',
  words: 'No SMS comes.',
  at: now,
  locale: 'en-US',
};

const run = { id: 'one', ...{ serverId, by: '1', reason: '', at: now }, state: 'running', members: 1 } as const;
/** By it, what was verified a month ago or earlier ends. */
const endingRule = { months: 1, since: now - 30 * day };
const span = { limit: 11, now, after: { at: now, memberId: mia.memberId } };

/** The account of a row of the filled tables; every twentieth is on the same server. */
function memberAt(row: number): string {
  return String(200_000_000_000_000_000n + BigInt(row));
}

/** The stores over an open database, and a list that each statement they run by this dialect is added to. */
export function recorded(database: Database, dialect: Dialect, countersOver: (db: Kysely<Tables>) => Counters) {
  const statements: CompiledQuery[] = [];
  const quick = new Kysely<Tables>({ dialect, log: ({ query }) => void statements.push(query) });
  // Where they run side by side, there are more of them.
  const all = { quick, relaxed: quick, patient: quick, isSerial: false };
  const { counters, challenges, sweep } = keepInDatabase({ ...database, ...all, counters: countersOver(quick) });
  const { store: erasures, ...erasing } = createErasures(all, { pseudonyms, clock, began: () => 1, stamp: () => 2 });
  const accounts = createBlockAccounts(quick, erasing);
  return {
    statements,
    erasures,
    counters,
    sweep,
    challenges,
    situations: createSituations(quick, {
      challenges: { keyOf: () => 'mia', read: async () => ({}), load: async () => ({}) },
      hasChallenges: true,
      now: clock.now,
    }),
    proofs: createProofs(quick, erasing).proofs,
    roster: createRoster(all, erasing, pseudonyms),
    pastNumbers: createPastNumbers(quick, { pseudonyms, cipher, clock }).store,
    openings: createOpenings(quick),
    numberOnly: createNumberOnly(quick, { pseudonyms, clock }),
    blocks: createBlocks(quick, pseudonyms, accounts),
    banReach: createBanReach(quick, pseudonyms),
    requests: createHelpRequests(quick, erasing),
    journal: createJournal(all, erasing),
    serversWithData: createServersWithData(quick),
    queueLengths: createQueueLengths(quick),
    pendingRoles: createPendingRoles(quick),
    roleMoves: createRoleMoves(all),
    endings: createEndings(all, erasing),
    bulkRuns: createBulkRuns(all, pseudonyms, erasing),
    memberList: createMemberList(all),
    channelLocks: createChannelLocks(quick),
    lineKinds: createLineKindStore(quick),
    leases: createLeases(quick),
    rekey: createRekey(quick, accounts),
  };
}

export type Recorded = ReturnType<typeof recorded>;

/** What is asked so often, or of tables so large, that an index has to answer. */
export const queries: ReadonlyArray<readonly [name: string, call: (stores: Recorded) => Promise<unknown>]> = [
  ['looking where a member stands', ({ situations }) => situations.of(mia)],
  ['finding a member', ({ roster }) => roster.find(mia)],
  ['finding the holders of a number', ({ roster }) => roster.holders(serverId, phone.phoneKey)],
  ['admitting', ({ roster }) => roster.admit({ ...noor, phone: otherPhone, verifiedAt: now }, 3)],
  ['refusing a number that is taken', ({ roster }) => roster.admit({ ...noor, phone, verifiedAt: now }, 1)],
  ['approving by hand', ({ roster }) => roster.add(noor, { approval: { by: '1', reason: 'Met in person.' } }, now)],
  ['adding an exempt member', ({ roster }) => roster.add(noor, { exempt: { is: 'boost' } }, now)],
  ['asking whether an account passes by a number alone', ({ numberOnly }) => numberOnly.since(mia)],
  ['counting who came in by an opening', ({ openings }) => openings.count({ serverId, id: 'o1' })],
  ['looking whether the gate is open', ({ openings }) => openings.current(serverId)],
  ['transferring', ({ roster }) => roster.transfer(mia, noor, phone.phoneKey, now)],
  ['removing a member', ({ roster }) => roster.remove(mia)],
  ['claiming a grant', ({ roster }) => roster.claimGrant(mia, claim(now))],
  ['renewing a claim', ({ roster }) => roster.renewClaim(mia, 'one', now)],
  ['dropping a claim', ({ roster }) => roster.dropClaim(mia, 'one')],
  ['marking a grant as given', ({ roster }) => roster.markGranted(mia, 'one', now, ['300'])],
  ['marking a grant as owed', ({ roster }) => roster.markOwed(mia, 'one')],
  ['owing a role again', ({ roster }) => roster.owe(mia, { at: now, tries: 0 }, now)],
  ['remembering a role that was taken', ({ roster }) => roster.rememberTaken(mia, '301')],
  ['counting who has which roles', ({ roleMoves }) => roleMoves.groups(serverId)],
  ['finding who has which roles', ({ roleMoves }) => roleMoves.members(serverId, group, 25)],
  ['forgetting the kinds of lines', ({ roster }) => roster.forgetLineKinds([serverId])],
  ['finding the overwrites of a server', ({ channelLocks }) => channelLocks.all(serverId)],
  ['finding a move to another role', ({ roleMoves }) => roleMoves.find(serverId)],
  ['finding who waits in a run', ({ bulkRuns }) => bulkRuns.waiting(run, 1000)],
  ['counting a run', ({ bulkRuns }) => bulkRuns.counts(run)],
  ['settling members of a run', ({ bulkRuns }) => bulkRuns.settle(run, members, 'verified')],
  ['reading a run', ({ bulkRuns }) => bulkRuns.members(run, 10, 1000)],
  ['finding whom a run has verified', ({ bulkRuns }) => bulkRuns.onRoster(run, 50)],
  ['finding where members stand', ({ bulkRuns }) => bulkRuns.standing(serverId, members, now)],
  ['finding the lists that name a member', ({ bulkRuns }) => bulkRuns.ofMember(mia)],
  ['forgetting a member of runs', ({ bulkRuns }) => bulkRuns.forgetMember(mia)],
  ...storedStates.flatMap((state) => {
    const time = { now, endsAfter: endingRule };
    const page = ({ memberList }: Recorded) => memberList.page(serverId, state, { ...span, ...time });
    const count = ({ memberList }: Recorded) => memberList.count(serverId, state, time);
    return [
      [`listing members by state: ${state}`, page] as const,
      [`counting members by state: ${state}`, count] as const,
    ];
  }),
  [
    'listing whose verification ends',
    ({ endings }) => endings.list(serverId, endingRule, now, { limit: 10, offset: 0 }),
  ],
  ['counting whose verification ends', ({ endings }) => endings.count(serverId, endingRule, now)],
  [
    'finding who is to hear of an end',
    ({ endings }) => endings.unnoticed(serverId, endingRule, { now, until: now + REMINDED_BEFORE }, 10),
  ],
  ['finding who has heard of an end', ({ endings }) => endings.noticedBefore(serverId, endingRule, now, 10)],
  ['listing due grants', ({ roster }) => roster.dueGrants(now, 10)],
  ['retrying the grants of a server', ({ roster }) => roster.retryServer(serverId, now)],
  ['listing members', ({ roster }) => roster.members(serverId)],
  ['finding a block', ({ blocks }) => blocks.find(serverId, phone.phoneKey, now)],
  ['finding the blocks of a member', ({ blocks }) => blocks.ofMember(mia, now)],
  ['lifting blocks', ({ blocks }) => blocks.liftMember(mia)],
  ['taking an account off its blocks', ({ blocks }) => blocks.detach(mia)],
  ['putting an account on the blocks of a number', ({ blocks }) => blocks.attach(mia, phone.phoneKey)],
  ['blocking by a ban', ({ blocks }) => blocks.ban(mia, phone, { reason: 'Banned.', at: now })],
  ['lifting what a ban blocked', ({ blocks }) => blocks.unban(mia)],
  ['forgetting blocks that are over', ({ blocks }) => blocks.prune(now)],
  ['looking whether a ban could reach anybody', ({ banReach }) => banReach.isAny(serverId)],
  ['finding whom bans would reach', ({ banReach }) => banReach.among(serverId, members)],
  ['finding whose bans block numbers', ({ banReach }) => banReach.banned(serverId)],
  ['finding the numbers that an account held', ({ pastNumbers }) => pastNumbers.ofMember(mia)],
  ['noting an erasure', ({ erasures }) => erasures.note(noor)],
  ['finding an erasure', ({ erasures }) => erasures.isUnderway(noor)],
  ['looking whether there was an erasure of late', ({ erasures }) => erasures.isKnown(noor)],
  ['forgetting erasures', ({ erasures }) => erasures.prune(now - 89 * day)],
  ['forgetting numbers that accounts held', ({ pastNumbers }) => pastNumbers.prune(now - 89 * day)],
  ['finding the request of a member', ({ requests }) => requests.ofMember(mia)],
  ['finding a request', ({ requests }) => requests.find(serverId, 'r1')],
  ['changing a request', ({ requests }) => requests.update(request)],
  ['closing a request', ({ requests }) => requests.close(serverId, 'r1')],
  ['finding a proof', ({ proofs }) => proofs.find(mia, now)],
  ['taking a proof', ({ proofs }) => proofs.take(mia, now)],
  ['listing roles that are due to be taken', ({ pendingRoles }) => pendingRoles.due(now, 10)],
  ['making the roles of a server due', ({ pendingRoles }) => pendingRoles.retryServer(serverId, now)],
  ['forgetting a role that was taken', ({ pendingRoles }) => pendingRoles.forget({ ...mia, roleId: '300' })],
  ['forgetting the roles of a member that wait', ({ pendingRoles }) => pendingRoles.forgetParked(mia)],
  ['knowing that a role was taken', ({ pendingRoles }) => pendingRoles.settle({ ...mia, roleId: '300' }, now)],
  ['finding the roles taken lately', ({ pendingRoles }) => pendingRoles.touched(mia)],
  ['forgetting the roles taken lately', ({ pendingRoles }) => pendingRoles.forgetTaken(now)],
  ['finding the roles to take of a member', ({ pendingRoles }) => pendingRoles.ofMember(mia)],
  ['listing the servers that anything is kept of', ({ serversWithData }) => serversWithData()],
  ['reading the journal of a member', ({ journal }) => journal.ofMember(mia, 10)],
  ['reading who is in the journal of a server', ({ journal }) => journal.membersIn(serverId, lastDay)],
  ['reading the journal of members', ({ journal }) => journal.ofMembers(serverId, members, month)],
  ['recording what an SMS cost', ({ journal }) => journal.bill({ ...mia, messageId: 'SM1' }, undefined)],
  ['reading which SMS have no price', ({ journal }) => journal.unbilled(now, 10)],
  ['forgetting old entries', ({ journal }) => journal.prune(now - 89 * day)],
  ['forgetting a member of the journal', ({ journal }) => journal.forget(mia)],
  ['loading a challenge', ({ challenges }) => challenges.get('mia')],
  ['saving a first challenge', ({ challenges }) => challenges.replace('mia', undefined, 'text', now + day, 'durable')],
  ['replacing a challenge', ({ challenges }) => challenges.replace('mia', 'before', 'text', now + day, 'durable')],
  ['removing a challenge', ({ challenges }) => challenges.delete('mia')],
  ['reading counters', ({ counters }) => counters.counts(['sends|mia|1', 'sends|all|1'])],
  ['clearing counters', ({ counters }) => counters.clear(['sends|mia|1', 'sends|all|1'])],
  ['deleting what has expired', ({ sweep }) => sweep()],
  ['finding the kind of a line', ({ lineKinds }) => lineKinds.find('key')],
  ['keeping the kind of a line', ({ lineKinds }) => lineKinds.keep('key', 'mobile', now)],
  ['forgetting the kinds of lines', ({ lineKinds }) => lineKinds.forget(['key', 'other'])],
  ['forgetting old kinds of lines', ({ lineKinds }) => lineKinds.prune(now - 89 * day)],
  ['taking a lease', ({ leases }) => leases.take('prices', 'one', now, now + day)],
  ['releasing a lease', ({ leases }) => leases.release('prices', 'one')],
  ['putting a number under another key', ({ rekey }) => rekey(serverId, [phone.phoneKey], 'v2:new')],
];
