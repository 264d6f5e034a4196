import { memberOf, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { MemberRoles, PendingRoles, Retry, Roster, SettingsStore } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';
import { type AskingParts, createAsking } from './asking.ts';
import { type ClaimedParts, createClaimed, type Task } from './claimed.ts';
import type { GrantNews } from './grant-news.ts';
import { createMoving } from './moving.ts';
import { FIRST_RETRY, retryIn } from './retries.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import type { GrantFailure, Look, RoleKeeper, SeenMember } from './role-keeper.ts';
import { createSights } from './sights.ts';

/** Why a role is owed. `rulesNotAccepted`: the member has not accepted the server's rules yet. */
export type OwedFor = GrantFailure | 'rulesNotAccepted';

export type Grant =
  /** Discord has accepted the roles. The only outcome after which "verified" may be said. `missing`: those of them that are deleted. */
  | { readonly is: 'granted'; readonly missing?: readonly string[] }
  /** Another click or process is asking Discord right now. */
  | { readonly is: 'underway' }
  /** The member stays verified and is owed the role. */
  | { readonly is: 'owed'; readonly obstacle: OwedFor }
  | { readonly is: 'notVerified' };

/** How many owed roles are tried in one run, so that a long list is a steady stream and not a flood. */
const AT_ONCE = 25;

export interface GrantParts extends AskingParts, ClaimedParts {
  readonly roster: Roster;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly pendingRoles: Pick<PendingRoles, 'touched'>;
  readonly roles: RoleKeeper;
  readonly roleCleanup: Pick<RoleCleanup, 'note' | 'take' | 'noteOld' | 'takeOld' | 'park'>;
  readonly news: GrantNews;
  /** Hears of a member who is to get the role once they have accepted the server's rules. */
  readonly onPending: (who: Who) => void;
  readonly clock: Clock;
  /** Names each claim, so that nobody takes another's for their own. */
  readonly newId: () => string;
}

interface Attempt {
  /** Without success until now. */
  readonly tries?: number;
  /** Nobody came for it. */
  readonly unasked?: boolean;
  /** The server's settings, where they were read for the same press. */
  readonly known?: ServerSettings | undefined;
}

export type Grants = ReturnType<typeof createGrants>;

/**
 * Gives verified members their role, once among parallel callers, takes the roles to remove, and remembers what is owed. What
 * success means for a member's roles is given whole or owed whole. Writes down what came of it. Throws `StoreUnavailable`.
 */
export function createGrants(parts: GrantParts) {
  const { roster, settings, roleCleanup, news, onPending, clock } = parts;
  const asking = createAsking(parts);
  const sights = createSights(parts);
  const claimed = createClaimed(parts);
  const { asItIs, whileClaimed, lost } = claimed;

  async function give(who: Who, seen?: SeenMember, attempt: Attempt = {}): Promise<Grant> {
    const server = attempt.known ?? (await settings.load(who.serverId));
    const look = await sights.look(who, server, seen);
    const owed = whyNot(server, look);
    const claim = await sights.claim(who, owed ? undefined : server, look);
    const mine = await roster.claimGrant(who, claim);
    if (!mine) return owed === 'notSetUp' ? { is: 'owed', obstacle: owed } : asItIs(who);
    const task = { ...who, claim, tries: attempt.tries ?? 0, unasked: attempt.unasked ?? false };
    return owed === undefined ? whileClaimed(task, () => giveAll(task, mine, look)) : owe(task, owed);
  }

  async function giveAll(task: Task, { given }: MemberRoles, look: Look): Promise<Grant> {
    const { claim } = task;
    const held = await sights.heldOf(memberOf(task), claim, look);
    const { obstacle, missing } = await asking.all(memberOf(task), claim, held);
    if (obstacle) return owe(task, obstacle);
    const old = given.filter((id) => !claim.give.includes(id));
    if (old.length > 0) await roleCleanup.noteOld(task, old);
    if (!(await roster.markGranted(task, claim.id, clock.now(), claim.give))) return lost(task);
    await news.granted(task, task.unasked);
    if (old.length > 0) await roleCleanup.takeOld(task, old, 'Has another role for it');
    return missing.length > 0 ? { is: 'granted', missing } : { is: 'granted' };
  }

  async function owe(task: Task, obstacle: OwedFor): Promise<Grant> {
    if (!(await roster.markOwed(task, task.claim.id, nextTry(clock.now(), obstacle, task.tries)))) return lost(task);
    // A member who has yet to accept the rules is on their way: nothing has failed.
    if (obstacle === 'rulesNotAccepted') onPending(memberOf(task));
    else await news.failed(task, obstacle);
    return { is: 'owed', obstacle };
  }

  return {
    /** Gives a role that is owed; a role given before is not given again. @param seen how Discord has just shown the member */
    give: (who: Who, seen?: SeenMember, known?: Attempt['known']): Promise<Grant> => give(who, seen, { known }),

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

    /** Moves a member from the roles they have been given to those that are chosen now. */
    move: createMoving(parts, { ...claimed, asking, sights }),

    /** Tries the roles that are owed and due again. */
    async retry(): Promise<void> {
      for (const { tries, ...who } of await roster.dueGrants(clock.now(), AT_ONCE))
        await give(who, undefined, { tries, unasked: true });
    },
  };
}

function whyNot(server: ServerSettings | undefined, look: Look): OwedFor | undefined {
  if (server?.roleId === undefined) return 'notSetUp';
  if (look.is === 'refused') return look.obstacle;
  return look.member.pending ? 'rulesNotAccepted' : undefined;
}

/** Only an obstacle that may pass is worth another try; the others wait for somebody to mend them. */
function nextTry(now: Ms, obstacle: OwedFor, tries: number): Retry | undefined {
  if (obstacle === 'discordUnavailable') return { at: now + retryIn(tries), tries: tries + 1 };
  // Without the members intent nobody tells when they have.
  return obstacle === 'rulesNotAccepted' ? { at: now + retryIn(tries + 1), tries: tries + 1 } : undefined;
}
