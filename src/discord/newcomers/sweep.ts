import type { REST } from 'discord.js';
import { AGREED, type Clock, type Ms } from '../../clock.ts';
import { type Duty, dutyTo, type Reach } from '../../gate/newcomers/duty.ts';
import type { Roster, SettingsStore } from '../../gate/ports.ts';
import type { GrantObstacle } from '../../gate/roles/role-keeper.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Brake } from '../brake/brake.ts';
import { isOutage, refusalCode } from '../rest/errors.ts';
import { MEMBERS_A_PAGE, readPage, readPages } from '../rest/member-list.ts';
import { type Ground, type Grounds, isLeftAlone } from './ground.ts';
import { Listed, type Listing } from './listing.ts';
import { type Memory, type NewcomersMemory, reachOf } from './memory.ts';
import { type Greeting, greets, type Unverified } from './unverified.ts';

/** How often everybody on a server is looked at, for roles that were lost. */
const SWEPT_EVERY: Ms = 60 * 60_000;
/** How many roles of a server are given or taken in one step. Discord takes about one role a second of a server. */
const ACTS_AT_ONCE = 15;
/** How many pages of members are read in one step. */
const PAGES_AT_ONCE = 5;

export interface SweepParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load' | 'servers'>;
  readonly roster: Pick<Roster, 'members'>;
  readonly memory: NewcomersMemory;
  readonly unverified: Pick<Unverified, 'settle' | 'release'>;
  readonly grounds: Grounds;
  readonly inNameOf: Brake['inNameOf'];
  readonly clock: Clock;
  readonly log: Log;
}

/** How far a process is with a server. What of it is lost when it dies costs some pages of members that are read again. */
interface Pass {
  /** The id behind which it goes on. */
  after: string;
  readonly verified: ReadonlySet<string>;
}

export type Sweep = ReturnType<typeof createSweep>;

/**
 * Looks at everybody on a server again and again: gives the role of the unverified to members who lost it, or who joined while the bot was away,
 * and takes it from the verified. Members who have it are passed over, so that a sweep that was killed is simply begun again. Some in each
 * step, so that it can be stopped. Throws `StoreUnavailable`.
 */
export function createSweep(parts: SweepParts) {
  const { settings, roster, memory, unverified, clock } = parts;
  const passes = new Map<string, Pass>();
  const advance = createAdvance(parts);

  async function begin(serverId: string): Promise<void> {
    passes.set(serverId, { after: '0', verified: new Set(await roster.members(serverId)) });
  }

  /** One step of a server's pass. */
  async function step(serverId: string, pass: Pass): Promise<void> {
    const server = await settings.load(serverId);
    if (!greets(server)) return void passes.delete(serverId);
    const { unverifiedRoleId } = server;
    const before = await memory.begun(serverId, unverifiedRoleId, clock.now());
    const { given, end } = await advance({ serverId, server, before, pass });
    if (end !== undefined) passes.delete(serverId);
    await memory.change(serverId, unverifiedRoleId, (now) => after(now, given, end, clock.now()));
  }

  return {
    /** How many members who were on a server before the role was chosen would be given it now. Throws what Discord refuses. */
    count: (serverId: string, server: Greeting): Promise<number> => countMembers(parts, serverId, server),

    /** Begins to look at everybody on a server. What was refused there is asked for again. */
    async start(serverId: string): Promise<void> {
      unverified.release(serverId);
      await begin(serverId);
    },

    /** Finds the servers whose turn it is. To be run again and again. */
    async find(): Promise<void> {
      for (const serverId of await settings.servers()) {
        const server = await settings.load(serverId);
        if (!greets(server)) {
          if (server?.unverifiedRoleId === undefined) await memory.forget(serverId);
          continue;
        }
        const { run, sweptAt } = await memory.begun(serverId, server.unverifiedRoleId, clock.now());
        const isDue = run !== undefined || isTurn(sweptAt, clock.now());
        if (isDue && !passes.has(serverId)) await begin(serverId);
      }
    },

    /** Whether this process has anything to do. */
    isDue: async (): Promise<boolean> => passes.size > 0,

    /** Goes on with each server by a step. */
    async run(): Promise<void> {
      for (const [serverId, pass] of [...passes]) await parts.inNameOf(serverId, () => step(serverId, pass));
    },
  };
}

/** Whether a server's turn has come. What a clock that was ahead has noted does not put it off. */
const isTurn = (sweptAt: Ms | undefined, now: Ms) =>
  sweptAt === undefined || now >= sweptAt + SWEPT_EVERY || sweptAt > now + AGREED;

/** How a pass ended: everybody was looked at, or Discord does not let us; undefined while it goes on. */
type End = { readonly is: 'done' } | { readonly is: 'refused'; readonly obstacle: string } | undefined;

/** What is remembered after a step. */
function after({ run, obstacle: _, ...rest }: Memory, given: number, end: End, now: Ms): Memory {
  const counted = run && { ...run, given: run.given + given };
  if (end === undefined) return { ...rest, ...(counted && { run: counted }) };
  if (end.is === 'done') return { ...rest, sweptAt: now };
  return { ...rest, sweptAt: now, obstacle: end.obstacle, ...(counted && { run: counted }) };
}

/** An outage passes: the next step goes on. */
const endBy = (obstacle: GrantObstacle): End =>
  obstacle === 'discordUnavailable' ? undefined : { is: 'refused', obstacle };

interface Step {
  readonly given: number;
  readonly end: End;
}

/** Where a step works. */
interface Place {
  readonly serverId: string;
  readonly server: Greeting;
  readonly before: Memory;
  readonly pass: Pass;
}

/** Goes on with a pass until a step's work is done. */
function createAdvance({ rest, unverified, grounds, clock, log }: SweepParts) {
  /** Those of a page behind the pass that something is to be done about. */
  async function wanting({ serverId, server, before, pass }: Place, members: readonly Listing[]) {
    const ground = await grounds(serverId);
    const judging = { ground, server, reach: reachOf(before), verified: pass.verified, now: clock.now() };
    return members.filter((member) => dutyOf(member, judging) !== 'none');
  }

  /** Settles members one after another. @returns how many were given the role, and what keeps the others from it */
  async function settleAll({ serverId, pass }: Place, members: readonly Listing[]) {
    let given = 0;
    for (const member of members) {
      const { memberId } = member;
      const settled = await unverified.settle({ serverId, memberId }, member);
      if (settled.is === 'refused' && settled.obstacle !== 'memberGone') return { given, obstacle: settled.obstacle };
      if (settled.is === 'given') given += 1;
      pass.after = memberId;
    }
    return { given };
  }

  async function through(place: Place): Promise<Step> {
    const { serverId, pass } = place;
    let [acts, given] = [0, 0];
    for (let page = 0; page < PAGES_AT_ONCE; page++) {
      const members = await readPage(rest, serverId, pass.after, Listed);
      const all = await wanting(place, members);
      const some = all.slice(0, ACTS_AT_ONCE - acts);
      const settled = await settleAll(place, some);
      acts += some.length;
      given += settled.given;
      if (settled.obstacle !== undefined) return { given, end: endBy(settled.obstacle) };
      if (some.length < all.length) return { given, end: undefined };
      pass.after = members.at(-1)?.memberId ?? pass.after;
      if (members.length < MEMBERS_A_PAGE) return { given, end: { is: 'done' } };
    }
    return { given, end: undefined };
  }

  return async (place: Place): Promise<Step> => {
    try {
      return await through(place);
    } catch (error) {
      if (isOutage(error)) return { given: 0, end: undefined };
      if (refusalCode(error) === undefined) throw error;
      log.warn({ server: place.serverId, cause: traceOf(error) }, 'the members of a server could not be checked');
      return { given: 0, end: { is: 'refused', obstacle: 'notInServer' } };
    }
  };
}

interface Judging {
  readonly ground: Ground;
  readonly server: Greeting;
  readonly reach: Reach;
  readonly verified: ReadonlySet<string>;
  readonly now: Ms;
}

function dutyOf(member: Listing, { ground, server, reach, verified, now }: Judging): Duty {
  const { memberId } = member;
  const isVerified = verified.has(memberId);
  const { unverifiedRoleId } = server;
  return dutyTo(member, {
    unverifiedRoleId,
    isVerified,
    reach,
    isLeftAlone: isLeftAlone(ground, server, memberId, member, now),
  });
}

async function countMembers(
  { rest, roster, grounds, clock }: Pick<SweepParts, 'rest' | 'roster' | 'grounds' | 'clock'>,
  serverId: string,
  server: Greeting,
): Promise<number> {
  const [verified, ground] = [new Set(await roster.members(serverId)), await grounds(serverId)];
  const judging: Judging = { ground, server, reach: { is: 'everyone' }, verified, now: clock.now() };
  let count = 0;
  for await (const page of readPages(rest, serverId, Listed, ({ memberId }) => memberId)) {
    count += page.filter((member) => dutyOf(member, judging) === 'give').length;
  }
  return count;
}
