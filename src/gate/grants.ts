import type { Clock, Ms } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import type { Roster, SettingsStore } from './ports.ts';

/** Why Discord did not take the role, in the terms of whoever has to mend it. */
export type GrantObstacle = 'missingPermission' | 'roleGone' | 'memberGone' | 'discordUnavailable';

/** The way out to Discord. Never throws for what Discord says; its answers are values. */
export interface RoleGiver {
  give(
    who: Who,
    roleId: string,
  ): Promise<{ readonly is: 'given' } | { readonly is: 'refused'; readonly obstacle: GrantObstacle }>;
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

export type Grants = ReturnType<typeof createGrants>;

/** Gives verified members their role, once among parallel callers, and remembers whom it is owed to. Throws `StoreUnavailable`. */
export function createGrants(parts: { roster: Roster; settings: SettingsStore; roles: RoleGiver; clock: Clock }) {
  const { roster, settings, roles, clock } = parts;

  async function give(who: Who): Promise<Grant> {
    const server = await settings.load(who.serverId);
    if (!server) return { is: 'owed', obstacle: 'notSetUp' };
    if (!(await roster.claimGrant(who, clock.now(), CLAIM_LIFE))) {
      const entry = await roster.find(who);
      if (!entry) return { is: 'notVerified' };
      return entry.grantedAt === undefined ? { is: 'underway' } : { is: 'granted' };
    }
    const result = await roles.give(who, server.roleId);
    if (result.is === 'refused') {
      await roster.markOwed(who);
      return { is: 'owed', obstacle: result.obstacle };
    }
    await roster.markGranted(who, clock.now());
    return { is: 'granted' };
  }

  return {
    /** Gives a role that is owed; a role given before is not given again. */
    give,

    /** Gives the role back to a verified member who came without it. */
    async giveBack(who: Who): Promise<Grant> {
      const entry = await roster.find(who);
      if (entry?.grantedAt !== undefined) await roster.markOwed(who, entry.grantedAt);
      return give(who);
    },
  };
}
