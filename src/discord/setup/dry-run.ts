import type { Who } from '../../base/member-ref.ts';
import { BYPASS } from '../../gate/roles/given.ts';
import type { RoleCleanup } from '../../gate/roles/role-cleanup.ts';
import type { GrantObstacle, RoleKeeper } from '../../gate/roles/role-keeper.ts';

/** What came of it, and the roles that this is about. */
export type DryRun = { readonly roleIds: readonly string[] } & (
  | {
      /**
       * `worked`: given, seen on the member, taken away again. `hadIt`: they have all of them already; nothing was touched. `notSeen`: Discord
       * accepted it, but the member does not have it: something takes it away.
       */
      readonly is: 'worked' | 'hadIt' | 'notSeen';
    }
  /** `notTaken`: they have it now, and keep it. */
  | { readonly is: 'notGiven' | 'notTaken'; readonly obstacle: GrantObstacle }
);

/** What stands in the server's audit log. */
const REASON = 'Dry run of /setup';

/**
 * Plays the giving of roles on somebody: give, look, take away. What they have already is left alone, and one that is gone keeps none of the
 * others. What Discord says is a value. That they go again is written down first: not even a process that dies in between leaves them any.
 */
export async function dryRun(parts: DryRunParts, who: Who, roleIds: readonly string[]): Promise<DryRun> {
  const { roles, roleCleanup } = parts;
  const before = await holds(roles, who);
  if (!before) return { is: 'notGiven', roleIds, obstacle: 'discordUnavailable' };
  const tried = roleIds.filter((id) => !before(id));
  if (tried.length === 0) return { is: 'hadIt', roleIds };
  await roleCleanup.noteOld(who, tried);
  const { given, refused } = await giveAll(roles, who, tried);
  const isUnsure = refused?.obstacle === 'discordUnavailable';
  // Where Discord did not answer, it may have given it.
  const toTake = refused && isUnsure ? [...given, refused.roleId] : given;
  await roleCleanup.forgetOld(
    who,
    tried.filter((id) => !toTake.includes(id)),
  );
  const after = refused ? undefined : await holds(roles, who);
  const taken = toTake.length > 0 ? await roleCleanup.takeOld(who, toTake, REASON) : undefined;
  if (refused) return { is: 'notGiven', roleIds: [refused.roleId], obstacle: refused.obstacle };
  if (taken?.is === 'refused') return { is: 'notTaken', roleIds: given, obstacle: taken.obstacle };
  const unseen = given.filter((id) => !after?.(id));
  return unseen.length === 0 ? { is: 'worked', roleIds: given } : { is: 'notSeen', roleIds: unseen };
}

/** Gives roles until one is refused. The first of several that is gone counts as refused only where it is the only one. */
async function giveAll(roles: DryRunParts['roles'], who: Who, roleIds: readonly string[]) {
  const given: string[] = [];
  let gone: Refused | undefined;
  for (const roleId of roleIds) {
    const answer = await roles.give(who, roleId, REASON);
    if (answer.is === 'done') given.push(roleId);
    else if (answer.obstacle === 'roleGone') gone ??= { roleId, obstacle: answer.obstacle };
    else return { given, refused: { roleId, obstacle: answer.obstacle } };
  }
  return { given, refused: given.length === 0 ? gone : undefined };
}

interface Refused {
  readonly roleId: string;
  readonly obstacle: GrantObstacle;
}

export interface DryRunParts {
  readonly roles: Pick<RoleKeeper, 'give' | 'look'>;
  readonly roleCleanup: Pick<RoleCleanup, 'noteOld' | 'takeOld' | 'forgetOld'>;
}

/** Tells what somebody has; undefined where Discord does not say. */
async function holds(roles: DryRunParts['roles'], who: Who): Promise<((id: string) => boolean) | undefined> {
  const look = await roles.look(who);
  if (look.is === 'refused') return undefined;
  const { member } = look;
  return (id) => (id === BYPASS ? member.bypasses === true : member.roles.includes(id));
}
