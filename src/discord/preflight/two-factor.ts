import { type REST, Routes } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import type { RoleKeeper } from '../../gate/roles/role-keeper.ts';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import type { Servers } from '../rest/servers.ts';

/** How long it is believed that Discord refuses the bot, or does not. */
const BELIEVED: Ms = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Where a server asks moderators for two-factor authentication, Discord says it with a code of its own, or as a missing permission. */
const refusals: readonly (number | undefined)[] = [DiscordCode.needsTwoFactor, DiscordCode.missingPermissions];

export interface TwoFactorParts {
  readonly rest: REST;
  readonly servers: Pick<Servers, 'asksFor2fa'>;
  readonly botId: () => string;
  readonly clock: Clock;
}

/** A role that the bot may give by its permissions and its rank. */
export interface Trial {
  readonly serverId: string;
  readonly roleId: string;
  /** The bot's own roles. */
  readonly botRoles: readonly string[];
  /** What was just read of the server; unset: what is known of it. */
  readonly asks?: boolean;
}

export type TwoFactor = ReturnType<typeof createTwoFactor>;

/**
 * Knows where Discord refuses the bot for the two-factor authentication that its owner does not have. What the bot's own
 * user says of it is as old as the connection, so it is tried without doing anything: the bot takes from itself a role that it does not have. Never throws.
 */
export function createTwoFactor({ rest, servers, botId, clock }: TwoFactorParts) {
  const found = new Map<string, { readonly lacks: boolean; readonly until: Ms }>();

  function remember(serverId: string, lacks: boolean): boolean {
    if (found.size >= MOST_REMEMBERED) found.clear();
    found.set(serverId, { lacks, until: clock.now() + BELIEVED });
    return lacks;
  }

  async function isRefused({ serverId, roleId, botRoles }: Trial): Promise<boolean> {
    if (botRoles.includes(roleId)) return false;
    try {
      await rest.delete(Routes.guildMemberRole(serverId, botId(), roleId));
      return false;
    } catch (error) {
      return refusals.includes(refusalCode(error));
    }
  }

  return {
    /** Whether Discord refuses the bot there. Tries it only where a server asks for it. */
    async isLacking(trial: Trial): Promise<boolean> {
      // It was just read that the server asks no more: what was found before is over.
      if (trial.asks === false) found.delete(trial.serverId);
      const known = found.get(trial.serverId);
      const isKnown = known !== undefined && clock.now() < known.until;
      // Somebody who looks by hand has perhaps just mended it.
      if (isKnown && trial.asks !== true) return known.lacks;
      if (!(trial.asks ?? (await servers.asksFor2fa(trial.serverId)))) return false;
      return remember(trial.serverId, await isRefused(trial));
    },

    /** `roles`, remembering what Discord says of it when one is given. */
    listening: (roles: RoleKeeper): RoleKeeper => ({
      ...roles,
      async give(who, roleId, reason) {
        const answer = await roles.give(who, roleId, reason);
        if (answer.is === 'done') found.delete(who.serverId);
        else if (answer.obstacle === 'needs2fa') remember(who.serverId, true);
        return answer;
      },
    }),
  };
}
