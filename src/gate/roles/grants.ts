import type { Who } from '../../base/member-ref.ts';
import { type Clock, repeat } from '../../clock.ts';
import type { GrantClaim, MemberRoles, Retry, Roster, SettingsStore } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';
import { type AskingParts, createAsking } from './asking.ts';
import type { GrantNews } from './grant-news.ts';
import { CLAIM_LIFE, FIRST_RETRY, RENEW_EVERY, retryIn } from './retries.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import type { GrantFailure, GrantObstacle, RoleKeeper, SeenMember } from './role-keeper.ts';

/** Why a role is owed. `rulesNotAccepted`: the member has not accepted the server's rules yet. */
export type OwedFor = GrantFailure | 'rulesNotAccepted';

export type Grant =
  /** Discord has accepted the role. The only outcome after which "verified" may be said. */
  | { readonly is: 'granted' }
  /** Another click or process is asking Discord right now. */
  | { readonly is: 'underway' }
  /** The member stays verified and is owed the role. */
  | { readonly is: 'owed'; readonly obstacle: OwedFor }
  | { readonly is: 'notVerified' };

/** How many owed roles are tried in one run, so that a long list is a steady stream and not a flood. */
const AT_ONCE = 25;

export interface GrantParts extends AskingParts {
  readonly roster: Roster;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly roles: RoleKeeper;
  readonly roleCleanup: Pick<RoleCleanup, 'note' | 'take' | 'noteOld' | 'takeOld' | 'park'>;
  readonly news: GrantNews;
  /** Hears of a member who is to get the role once they have accepted the server's rules. */
  readonly onPending: (who: Who) => void;
  readonly clock: Clock;
  /** Names each claim, so that nobody takes another's for their own. */
  readonly newId: () => string;
  /** A claim could not be renewed. */
  readonly onError: (error: unknown) => void;
}

export type Grants = ReturnType<typeof createGrants>;

/** Which role a member is to get, and which of parallel callers gives it. */
interface Task extends Who {
  readonly claim: GrantClaim;
  /** How often it has been tried without success. */
  readonly tries: number;
  /** Nobody came for it. */
  readonly unasked: boolean;
}

/**
 * Gives verified members their role, once among parallel callers, takes the roles to remove, and remembers what is owed. What
 * success means for a member's roles is given whole or owed whole. Writes down what came of it. Throws `StoreUnavailable`.
 */
export function createGrants(parts: GrantParts) {
  const { roster, settings, roles, roleCleanup, news, onPending, clock, newId, onError } = parts;
  const ask = createAsking(parts);

  async function give(who: Who, seen?: SeenMember, tries = 0, unasked = false): Promise<Grant> {
    const server = await settings.load(who.serverId);
    const look = seen ? ({ is: 'seen', member: seen } as const) : await roles.look(who);
    const owed = whyNot(server, look);
    const claim = claimFor(owed || !server || look.is !== 'seen' ? undefined : server, look);
    const mine = await roster.claimGrant(who, claim);
    if (!mine) return owed === 'notSetUp' ? { is: 'owed', obstacle: owed } : asItIs(who);
    const task = { ...who, claim, tries, unasked };
    return owed === undefined ? whileClaimed(task, () => giveAll(task, mine)) : owe(task, owed);
  }

  function claimFor(server: ServerSettings | undefined, look: Awaited<ReturnType<RoleKeeper['look']>>): GrantClaim {
    const held = look.is === 'seen' ? look.member.roles : [];
    return {
      id: newId(),
      at: clock.now(),
      life: CLAIM_LIFE,
      give: givenBy(server),
      take: (server?.removedRoleIds ?? []).filter((id) => held.includes(id)),
      held: false,
    };
  }

  /** What the roster says of a member whose role is not to be given now, or not by us. */
  async function asItIs(who: Who): Promise<Grant> {
    const entry = await roster.find(who);
    if (!entry) return { is: 'notVerified' };
    return entry.grantedAt === undefined ? { is: 'underway' } : { is: 'granted' };
  }

  /** Discord may make a request wait for minutes. In that time nobody else asks, and a member who leaves the roster is not left with the role. */
  async function whileClaimed<T>(task: Task, work: () => Promise<T>): Promise<T> {
    const { claim } = task;
    const stop = repeat(
      clock,
      RENEW_EVERY,
      async () => {
        if (await roster.renewClaim(task, claim.id, clock.now())) return;
        if (!(await roster.find(task))) await roleCleanup.note(leavingOf(task));
      },
      onError,
    );
    try {
      return await work();
    } finally {
      await stop();
    }
  }

  async function giveAll(task: Task, { given }: MemberRoles): Promise<Grant> {
    const { claim } = task;
    const obstacle = await ask(whoOf(task), claim);
    if (obstacle) return owe(task, obstacle);
    const old = given.filter((id) => !claim.give.includes(id));
    if (old.length > 0) await roleCleanup.noteOld(task, old);
    if (!(await roster.markGranted(task, claim.id, clock.now(), claim.give))) return lost(task);
    await news.granted(task, task.unasked);
    if (old.length > 0) await roleCleanup.takeOld(task, old, 'Has another role for it');
    return { is: 'granted' };
  }

  async function owe(task: Task, obstacle: OwedFor): Promise<Grant> {
    if (!(await roster.markOwed(task, task.claim.id, nextTry(obstacle, task.tries)))) return lost(task);
    // Who has yet to accept the rules is on their way: nothing has failed.
    if (obstacle === 'rulesNotAccepted') onPending(whoOf(task));
    else await news.failed(task, obstacle);
    return { is: 'owed', obstacle };
  }

  /** The claim is not ours any more, whatever Discord has done for it. A member who is off the roster by now loses the role again. */
  async function lost(task: Task): Promise<Grant> {
    const grant = await asItIs(task);
    if (grant.is === 'notVerified') await roleCleanup.take(leavingOf(task), 'No longer verified');
    return grant;
  }

  /** Only an obstacle that may pass is worth another try; the others wait for somebody to mend them. */
  function nextTry(obstacle: OwedFor, tries: number): Retry | undefined {
    if (obstacle === 'discordUnavailable') return { at: clock.now() + retryIn(tries), tries: tries + 1 };
    // Without the members intent nobody tells when they have.
    return obstacle === 'rulesNotAccepted' ? { at: clock.now() + retryIn(tries + 1), tries: tries + 1 } : undefined;
  }

  return {
    /** Gives a role that is owed; a role given before is not given again. @param seen how Discord has just shown the member */
    give: (who: Who, seen?: SeenMember): Promise<Grant> => give(who, seen),

    /** Gives the role back to a verified member who came without it. */
    async giveBack(who: Who, seen?: SeenMember): Promise<Grant> {
      const entry = await roster.find(who);
      if (!entry) return { is: 'notVerified' };
      const retry = { at: clock.now() + FIRST_RETRY, tries: 0 };
      if (entry.grantedAt !== undefined) await roster.owe(who, retry, entry.grantedAt);
      return give(who, seen);
    },

    /** A member has joined. One who is verified gets the role, also where it was being given to them before they left. */
    async joined(who: Who, seen: SeenMember): Promise<Grant> {
      if (!(await roster.find(who))) return { is: 'notVerified' };
      await roster.owe(who, { at: clock.now() + FIRST_RETRY, tries: 0 });
      return give(who, seen);
    },

    /** Moves a member from the role they have been given to the one that is chosen now. */
    async move(who: Who, roleId: string): Promise<Moved> {
      const claim = { id: newId(), at: clock.now(), life: CLAIM_LIFE, give: [roleId], take: [], held: true };
      const mine = await roster.claimGrant(who, claim);
      if (!mine) return { is: 'notTheirs' };
      const task = { ...who, claim, tries: 0, unasked: true };
      return whileClaimed(task, () => moveTo(task, mine));
    },

    /** Tries the roles that are owed and due again. */
    async retry(): Promise<void> {
      const due = await roster.dueGrants(clock.now(), AT_ONCE);
      for (const { tries, ...who } of due) await give(who, undefined, tries, true);
    },
  };

  async function moveTo(task: Task, { given }: MemberRoles): Promise<Moved> {
    const { claim } = task;
    const [roleId = ''] = claim.give;
    const answer = await roles.give(whoOf(task), roleId, 'The server has chosen another role');
    if (answer.is === 'refused') return notMoved(task, answer.obstacle);
    const old = given.filter((id) => id !== roleId);
    await roleCleanup.noteOld(task, old);
    if (!(await roster.markGranted(task, claim.id, clock.now(), claim.give))) {
      await lost(task);
      return { is: 'notTheirs' };
    }
    await roleCleanup.takeOld(task, old, 'The server has chosen another role');
    return { is: 'moved' };
  }

  /** Who has left the server has lost every role with it: they are owed the new one, for when they come back. */
  async function notMoved(task: Task, obstacle: GrantObstacle): Promise<Moved> {
    const { id } = task.claim;
    if (obstacle === 'memberGone') await roster.markOwed(task, id);
    else await roster.dropClaim(task, id);
    return obstacle === 'memberGone' ? { is: 'notTheirs' } : { is: 'refused', obstacle };
  }
}

/** What became of moving one member to another role. `notTheirs`: they are not to be moved any more, or by somebody else. */
export type Moved =
  | { readonly is: 'moved' }
  | { readonly is: 'notTheirs' }
  | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

/** What success gives. */
export function givenBy(server: Pick<ServerSettings, 'roleId'> | undefined): readonly string[] {
  return server?.roleId === undefined ? [] : [server.roleId];
}

function whyNot(
  server: ServerSettings | undefined,
  look: Awaited<ReturnType<RoleKeeper['look']>>,
): OwedFor | undefined {
  if (givenBy(server).length === 0) return 'notSetUp';
  if (look.is === 'refused') return look.obstacle;
  return look.member.pending ? 'rulesNotAccepted' : undefined;
}

const whoOf = ({ serverId, memberId }: Who): Who => ({ serverId, memberId });

/** What a member has of a grant that they are not to have any more. */
const leavingOf = ({ claim, ...who }: Task) => ({
  ...whoOf(who),
  givenRoleIds: claim.give,
  takenRoleIds: claim.take,
});
