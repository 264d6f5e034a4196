import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import type { Happening } from '../../src/gate/ports.ts';
import { goalOf } from '../../src/gate/roles/given.ts';
import { givenBy } from '../../src/gate/settings/role-rules.ts';
import type { ServerSettings } from '../../src/gate/settings/settings.ts';
import { onEachDatabase } from '../storage/places.ts';
import { endIt, pass, proveAgain, takeOver, verify } from './acts.ts';
import { staff } from './admitted.ts';
import { openStage, type Process, type Stage } from './stage.ts';

const RUNS = Number(process.env.ROLE_RUNS ?? 6);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const acts = [
  ...(['verify', 'let in', 'prove again', 'end', 'take over'] as const),
  ...(['return', 'revoke', 'block', 'delete', 'transfer', 'change role', 'ban', 'chores'] as const),
];
const faults = ['429', '503', 'cut before', 'cut after', 'kill', 'none', 'none'] as const;

/** One thing that happens: who does what in which process, what goes wrong with it, and whether the next one waits for it. */
const step = fc.record({
  act: fc.constantFrom(...acts),
  member: fc.nat({ max: 2 }),
  process: fc.nat({ max: 1 }),
  fault: fc.constantFrom(...faults),
  waits: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What the world is to look like in the end. */
interface Play {
  readonly stage: Stage;
  readonly members: readonly Who[];
  readonly processes: Process[];
  readonly underway: Promise<unknown>[];
  /** Who had the role to remove, and has not left the server since. */
  readonly had: Set<string>;
  /** Who has come back or proven a number again, as often as they did: they are given what is missing. */
  readonly returned: string[];
  set: RoleSet;
  /** Whether other roles were chosen, and everybody is moved to them. */
  isMoved: boolean;
}

type RoleSet = Pick<ServerSettings, 'roleId' | 'moreRoleIds' | 'roleRules' | 'bypassesChecks'>;

/** One role; several, some of them for Germans alone; and others of them. */
function setsOf({ verified, other, crew, deck }: Stage): readonly RoleSet[] {
  const german = { countries: ['DE'], kinds: [], roleIds: [deck] };
  return [
    { roleId: verified, moreRoleIds: [], roleRules: [], bypassesChecks: false },
    { roleId: verified, moreRoleIds: [crew], roleRules: [german], bypassesChecks: true },
    { roleId: other, moreRoleIds: [crew, deck], roleRules: [], bypassesChecks: false },
  ];
}

async function act(play: Play, { act, member, process }: Step): Promise<unknown> {
  const { stage, members, processes, had } = play;
  const { world, serverId } = stage;
  const [one, next] = [members[member], members[(member + 1) % members.length]];
  const by = processes[process];
  if (!one || !next || !by) throw new Error('nobody there');
  switch (act) {
    case 'verify':
      return verify(play, by, one);
    case 'let in':
      return pass(play, by, one);
    case 'prove again':
      return proveAgain(play, by, one);
    case 'end':
      return endIt(by, one);
    case 'take over':
      return takeOver(play, by, one, next);
    case 'return':
      had.delete(one.memberId);
      play.returned.push(one.memberId);
      world.unban(serverId, one.memberId);
      if (world.guilds.get(serverId)?.members.has(one.memberId)) world.removeMember(serverId, one.memberId);
      world.addMember(serverId, one.memberId);
      return by.grants.joined(one, { roles: [], pending: false });
    case 'revoke':
      return by.members.revoke(one, staff);
    case 'block':
      return by.members.block(one, staff, {});
    case 'delete':
      return by.privacy.erase(one);
    case 'transfer': {
      const entry = await by.stores.roster.find(one);
      const held = entry?.phone && (await by.departures.moveNumber(entry, next, entry.phone.phoneKey, 'A test'));
      if (!held) return undefined;
      await by.record({ ...next, what: 'transferred', country: 'US' });
      return by.grants.give(next);
    }
    case 'change role':
      play.set = after(setsOf(stage), play.set);
      play.isMoved = true;
      await stage.settings(play.set);
      return by.roleMove.start(serverId);
    case 'ban':
      had.delete(one.memberId);
      world.ban(serverId, one.memberId);
      return by.bans.banned(one);
    case 'chores':
      await stage.clock.skip(MINUTE);
      return by.chores();
  }
}

/** The next one of a round. */
function after(sets: readonly RoleSet[], set: RoleSet): RoleSet {
  const index = sets.findIndex((one) => goalOf(one) === goalOf(set));
  return sets[(index + 1) % sets.length] ?? set;
}

async function goWrong({ stage, processes }: Play, { fault, process }: Step): Promise<void> {
  const method = process === 0 ? 'PUT' : 'DELETE';
  switch (fault) {
    case '429':
      return stage.fail(method, { status: 429, retryAfter: 0.02 });
    case '503':
      return stage.fail(method, { status: 503, times: 2 });
    case 'cut before':
    case 'cut after': {
      const when = fault === 'cut before' ? 'before' : 'after';
      stage.cuts.push(when, when);
      return;
    }
    case 'kill':
      processes[process]?.end();
      processes[process] = await stage.start();
  }
}

/** Everything ends that can, faults are over, and a day passes with its chores. */
async function settle(play: Play): Promise<void> {
  const { stage, processes, underway } = play;
  stage.world.faults.clear();
  stage.cuts.length = 0;
  await Promise.race([Promise.allSettled(underway), new Promise((resolve) => setTimeout(resolve, 500))]);
  // Of two that chose other roles at once, either may have been stored last.
  await stage.settings(play.set);
  for (const pause of [
    MINUTE,
    MINUTE,
    5 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    6 * HOUR,
    6 * HOUR,
    6 * HOUR,
    MINUTE,
  ]) {
    await stage.clock.skip(pause);
    // A member who was being given the former role when another was chosen is still to be moved.
    if (play.isMoved) await stage.first.stores.roleMoves.begin(stage.serverId, goalOf(play.set), 1);
    for (const one of processes) {
      await one.chores();
      await one.roleCleanup.settled();
    }
  }
}

async function check(play: Play): Promise<void> {
  const { stage, members, had } = play;
  const { first, world, serverId, verified, other, crew, deck, unverified } = stage;
  expect(await first.stores.pendingRoles.due(Number.MAX_SAFE_INTEGER, 99)).toEqual([]);
  for (const who of members) {
    if (!world.guilds.get(serverId)?.members.has(who.memberId)) continue;
    const entry = await first.stores.roster.find(who);
    const held = stage.rolesOf(who);
    const name = `${who.memberId} on the roster: ${entry !== undefined}`;
    const theirs = held.filter((id) => [verified, other, crew, deck].includes(id)).toSorted();
    const due = entry ? givenBy(play.set, entry.phone).toSorted() : [];
    expect([name, theirs]).toEqual([name, due]);
    expect([name, 'bypasses', stage.bypasses(who)]).toEqual([
      name,
      'bypasses',
      entry !== undefined && play.set.bypassesChecks,
    ]);
    // Who has left the server has lost it with the rest, whatever was about to be given back.
    if (had.has(who.memberId)) expect([name, held.includes(unverified)]).toEqual([name, entry === undefined]);
    // A member who comes back is given the role again, and that is noted.
    const returns = play.returned.filter((id) => id === who.memberId).length;
    const noted = twice(await stage.happened(who));
    expect([name, noted.filter((what) => what !== 'granted')]).toEqual([name, []]);
    expect([name, noted.length <= returns]).toEqual([name, true]);
  }
}

/** What stands in a journal again though nothing came in between that it could be for. */
function twice(happened: readonly Happening[]): Happening[] {
  const begins: readonly Happening[] = ['verified', 'letIn', 'transferred'];
  let [mayGrant, mayRevoke] = [true, true];
  return happened.filter((what) => {
    if (begins.includes(what)) [mayGrant, mayRevoke] = [true, true];
    if (what === 'granted') {
      if (!mayGrant) return true;
      mayGrant = false;
    }
    if (what === 'revoked' || what === 'ended') {
      if (!mayRevoke) return true;
      [mayGrant, mayRevoke] = [true, false];
    }
    return false;
  });
}

onEachDatabase((freshPlace) => {
  test(
    'case 29: in whatever order things happen and go wrong, who is on the roster ends with the role, and nobody else',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          const stage = await openStage(freshPlace());
          const { sandbox, serverId, world, unverified, first } = stage;
          const { mira, jonas, vesper } = sandbox.seeded.people;
          const members = [mira, jonas, vesper].map((memberId) => ({ serverId, memberId }));
          for (const { memberId } of members.slice(0, 2)) world.giveRole(serverId, memberId, unverified);
          const [, set] = setsOf(stage);
          if (!set) throw new Error('no roles');
          await stage.settings(set);
          const play: Play = {
            ...{ stage, members, set, underway: [], had: new Set([mira, jonas]), returned: [], isMoved: false },
            processes: [first, await stage.start()],
          };
          for (const one of steps) {
            await goWrong(play, one);
            const done = act(play, one);
            play.underway.push(done);
            const dies = new Promise((resolve) => setTimeout(resolve, 400));
            if (one.waits) await Promise.race([done, dies]);
            else done.catch(() => {});
          }
          await settle(play);
          await check(play);
          await stage.end();
        }),
        { numRuns: RUNS, endOnFailure: process.env.ROLE_SHRINK === undefined },
      );
    },
    60_000 + RUNS * 5_000,
  );
});
