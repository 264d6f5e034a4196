import type { Clock, Ms } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import type { Roster, SettingsStore } from './ports.ts';

/** Why Discord did not take the role, in the terms of whoever has to mend it. */
export type GrantObstacle =
  | 'missingPermission'
  | 'roleGone'
  | 'memberGone'
  /** The server asks moderators for two-factor authentication, and the account that owns the bot has none. */
  | 'needs2fa'
  /** The bot itself is no member: it was invited without the scope `bot`, or has been removed. */
  | 'notInServer'
  /** The role may more than whoever chose it could give. */
  | 'roleNotLent'
  | 'discordUnavailable';

/** Whether nothing but somebody's hand ends it, while the role and the member are there. */
export function waitsForMending(obstacle: GrantObstacle): boolean {
  return obstacle === 'missingPermission' || obstacle === 'needs2fa' || obstacle === 'notInServer';
}

export type RoleAnswer = { readonly is: 'done' } | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

/** The way out to Discord. Never throws for what Discord says; its answers are values. */
export interface RoleKeeper {
  /** @param reason stands in the server's audit log */
  give(who: Who, roleId: string, reason: string): Promise<RoleAnswer>;
  take(who: Who, roleId: string, reason: string): Promise<RoleAnswer>;
}

export type Grant =
  /** Discord has accepted the role. The only outcome after which "verified" may be said. */
  | { readonly is: 'granted' }
  /** Another click or process is asking Discord right now. */
  | { readonly is: 'underway' }
  /** The member stays verified and is owed the role. */
  | { readonly is: 'owed'; readonly obstacle: GrantObstacle | 'notSetUp' }
  | { readonly is: 'notVerified' };

/** A claim older than this belongs to a process that died: Discord answers or times out well before. */
const CLAIM_LIFE: Ms = 60_000;

/** When a role is tried without being asked after it came to be owed: whoever was to give it may have died. */
export const FIRST_RETRY: Ms = 60_000;

/** When an owed role is tried again while its cause may pass; then every six hours. */
const RETRIES: readonly Ms[] = [FIRST_RETRY, 5 * 60_000, 15 * 60_000, 60 * 60_000, 6 * 60 * 60_000];

export interface GrantParts {
  readonly roster: Roster;
  readonly settings: SettingsStore;
  readonly roles: RoleKeeper;
  readonly clock: Clock;
}

export type Grants = ReturnType<typeof createGrants>;

/** Gives verified members their role, once among parallel callers, and remembers whom it is owed to. Throws `StoreUnavailable`. */
export function createGrants({ roster, settings, roles, clock }: GrantParts) {
  async function give(who: Who, tries = 0): Promise<Grant> {
    const server = await settings.load(who.serverId);
    if (!server?.roleId) return park(who);
    if (!(await roster.claimGrant(who, clock.now(), CLAIM_LIFE))) {
      const entry = await roster.find(who);
      if (!entry) return { is: 'notVerified' };
      return entry.grantedAt === undefined ? { is: 'underway' } : { is: 'granted' };
    }
    const answer = await roles.give(who, server.roleId, 'Verified');
    if (answer.is === 'refused') {
      await roster.markOwed(who, undefined, nextTry(answer.obstacle, tries));
      return { is: 'owed', obstacle: answer.obstacle };
    }
    await roster.markGranted(who, clock.now());
    // The verified role is what was promised; a role that cannot be taken away is the preflight's to name.
    for (const roleId of server.removedRoleIds) await roles.take(who, roleId, 'Verified');
    return { is: 'granted' };
  }

  /** Only an obstacle that may pass is worth another try; the others wait for somebody to mend them. */
  function nextTry(obstacle: GrantObstacle, tries: number) {
    return obstacle === 'discordUnavailable' ? { at: clock.now() + retryIn(tries), tries: tries + 1 } : undefined;
  }

  /** There is no role to give: nothing but an admin can change that. */
  async function park(who: Who): Promise<Grant> {
    if (await roster.claimGrant(who, clock.now(), CLAIM_LIFE)) await roster.markOwed(who);
    return { is: 'owed', obstacle: 'notSetUp' };
  }

  return {
    /** Gives a role that is owed; a role given before is not given again. */
    give: (who: Who) => give(who),

    /** Gives the role back to a verified member who came without it. */
    async giveBack(who: Who): Promise<Grant> {
      const entry = await roster.find(who);
      if (entry?.grantedAt !== undefined) {
        await roster.markOwed(who, entry.grantedAt, { at: clock.now() + FIRST_RETRY, tries: 0 });
      }
      return give(who);
    },

    /** Tries the roles that are owed and due again, at most `limit`. */
    async retryDue(limit: number): Promise<readonly (Who & { readonly grant: Grant })[]> {
      const due = await roster.dueGrants(clock.now(), limit);
      const results = [];
      for (const { tries, ...who } of due) results.push({ ...who, grant: await give(who, tries) });
      return results;
    },
  };
}

/** How long to wait with a role that Discord did not give or take, after so many tries. */
export function retryIn(tries: number): Ms {
  return RETRIES[Math.min(tries, RETRIES.length - 1)] ?? 0;
}
