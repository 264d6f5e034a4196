import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import type { RoleCleanup } from '../../gate/roles/role-cleanup.ts';
import type { GrantObstacle, RoleKeeper } from '../../gate/roles/role-keeper.ts';

export type DryRun =
  /** Given, seen on the member, taken away again. */
  | { readonly is: 'worked' }
  /** They have the role already; nothing was touched. */
  | { readonly is: 'hadIt' }
  | { readonly is: 'notGiven'; readonly obstacle: GrantObstacle }
  /** Discord accepted the role, but the member does not have it: something takes it away. */
  | { readonly is: 'notSeen' }
  /** They have it now, and keep it. */
  | { readonly is: 'notTaken'; readonly obstacle: GrantObstacle };

/** What stands in the server's audit log. */
const REASON = 'Dry run of /setup';

const Member = z.object({ roles: z.array(z.string()) });

/**
 * Plays the giving of a role on somebody: give, look, take away. What Discord says is a value. That it goes again is written
 * down first: not even a process that dies in between leaves it to them.
 */
export async function dryRun({ rest, roles, roleCleanup }: DryRunParts, who: Who, roleId: string): Promise<DryRun> {
  const before = await holds(rest, who, roleId);
  if (before === undefined) return { is: 'notGiven', obstacle: 'discordUnavailable' };
  if (before) return { is: 'hadIt' };
  await roleCleanup.noteOld(who, [roleId]);
  const given = await roles.give(who, roleId, REASON);
  if (given.is === 'refused') {
    // Where Discord did not answer, it may have given it.
    if (given.obstacle === 'discordUnavailable') await roleCleanup.takeOld(who, [roleId], REASON);
    else await roleCleanup.forgetOld(who, [roleId]);
    return { is: 'notGiven', obstacle: given.obstacle };
  }
  const seen = await holds(rest, who, roleId);
  const taken = await roleCleanup.takeOld(who, [roleId], REASON);
  if (taken.is === 'refused') return { is: 'notTaken', obstacle: taken.obstacle };
  return { is: seen ? 'worked' : 'notSeen' };
}

export interface DryRunParts {
  readonly rest: REST;
  readonly roles: Pick<RoleKeeper, 'give'>;
  readonly roleCleanup: Pick<RoleCleanup, 'noteOld' | 'takeOld' | 'forgetOld'>;
}

/** Undefined where Discord does not say. */
async function holds(rest: REST, { serverId, memberId }: Who, roleId: string): Promise<boolean | undefined> {
  try {
    return Member.parse(await rest.get(Routes.guildMember(serverId, memberId))).roles.includes(roleId);
  } catch {
    return undefined;
  }
}
