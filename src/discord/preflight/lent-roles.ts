import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../../clock.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import type { GrantObstacle, RoleKeeper } from '../../gate/roles/role-keeper.ts';
import { freshSettings } from '../../gate/settings/settings.ts';
import { isAbsence } from '../rest/errors.ts';
import { isWithinLent, powersOf } from './lending.ts';
import { Role, type Standpoint } from './server-snapshot.ts';

/** How long what was read is trusted, so that a rush of grants does not ask Discord once each. */
const TRUSTED: Ms = 5_000;
const MOST_TRUSTED = 1_000;

type Roles = Pick<Standpoint, 'serverId' | 'roles'>;

export interface LentRolesParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly clock: Clock;
  /** Hears of a role that is given to nobody any more, as often as that is found. @param powers what it may, as bits */
  readonly onWithheld: (serverId: string, roleId: string, powers: bigint) => void;
}

export type LentRoles = ReturnType<typeof createLentRoles>;

/** Looks, whenever a role is due, whether it may still do no more than the admin who chose it could give. Throws `StoreUnavailable`. */
export function createLentRoles({ rest, settings, clock, onWithheld }: LentRolesParts) {
  const known = new Map<string, { readonly at: Ms; readonly server: Promise<Roles> }>();

  async function isLent(server: Roles, roleId: string): Promise<boolean> {
    const powers = powersOf(server, roleId);
    // Nearly every role has none, and then the store need not be asked.
    if (powers === 0n) return true;
    const chosen = (await settings.load(server.serverId)) ?? freshSettings;
    if (isWithinLent(powers, chosen, roleId)) return true;
    onWithheld(server.serverId, roleId, powers);
    return false;
  }

  /** Not what the preflight has read: between an SMS and its code lie minutes. */
  function rolesOf(serverId: string): Promise<Roles> {
    const before = known.get(serverId);
    if (before && clock.now() < before.at + TRUSTED) return before.server;
    const server = readRoles(serverId);
    if (known.size >= MOST_TRUSTED) known.clear();
    known.set(serverId, { at: clock.now(), server });
    server.catch(() => known.delete(serverId));
    return server;
  }

  async function readRoles(serverId: string): Promise<Roles> {
    return { serverId, roles: z.array(Role).parse(await rest.get(Routes.guildRoles(serverId))) };
  }

  async function obstacleTo(serverId: string, roleId: string): Promise<GrantObstacle | undefined> {
    let server: Roles;
    try {
      server = await rolesOf(serverId);
    } catch (error) {
      return isAbsence(error) ? 'notInServer' : 'discordUnavailable';
    }
    return (await isLent(server, roleId)) ? undefined : 'roleNotLent';
  }

  return {
    /** Whether a role of a server that was looked at just now may be given. */
    isLent,

    /**
     * `roles`, giving only what may be given. Of those who verify nobody loses another role either: the staff would lose theirs. Taking
     * what was given is never in question.
     */
    guard: ({ give, take, ...others }: RoleKeeper): RoleKeeper => ({
      async give(who, roleId, reason) {
        const obstacle = await obstacleTo(who.serverId, roleId);
        return obstacle === undefined ? give(who, roleId, reason) : { is: 'refused', obstacle };
      },
      async take(who, roleId, reason, isRemoved = false) {
        const obstacle = isRemoved ? await obstacleTo(who.serverId, roleId) : undefined;
        return obstacle === undefined ? take(who, roleId, reason) : { is: 'refused', obstacle };
      },
      ...others,
    }),
  };
}
