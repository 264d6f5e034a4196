import { createHash } from 'node:crypto';
import type { RosterEntry } from '../ports.ts';
import { givenBy, type NumberTraits } from '../settings/role-rules.ts';
import type { ServerSettings } from '../settings/settings.ts';

/**
 * Stands for a member's flag `BYPASSES_VERIFICATION` wherever roles are given and taken: it is owed, given and taken like one. A
 * member who had the flag before is noted by `KEPT_BYPASS`: there is nothing to give them, and nothing to take.
 */
export const BYPASS = 'bypass';
export const KEPT_BYPASS = 'bypass-before';

export const isRole = (id: string): boolean => id !== BYPASS && id !== KEPT_BYPASS;

/** What the rules ask for of a member on the roster. */
export const traitsOf = (entry: Pick<RosterEntry, 'phone' | 'lineKind'> | undefined): NumberTraits => ({
  country: entry?.phone?.country,
  lineKind: entry?.lineKind,
});

type Chosen = Pick<ServerSettings, 'roleId' | 'moreRoleIds' | 'roleRules' | 'bypassesChecks'>;

/** Whether members who have been given these roles have what is chosen for them now. The bypass counts only where it is chosen, or ours. */
export function hasChosen(given: readonly string[], server: Chosen, traits: NumberTraits): boolean {
  const [roles, target] = [given.filter(isRole), givenBy(server, traits)];
  const hasRoles = roles.length === target.length && target.every((id) => roles.includes(id));
  return (
    hasRoles &&
    given.some((id) => id === BYPASS || (id === KEPT_BYPASS && server.bypassesChecks)) === server.bypassesChecks
  );
}

/** Names all that is chosen for members, so that a change of it is seen; the verified role itself, where that is all. */
export function goalOf(server: Chosen): string {
  const { roleId = '', moreRoleIds, roleRules, bypassesChecks } = server;
  if (moreRoleIds.length === 0 && roleRules.length === 0 && !bypassesChecks) return roleId;
  const rules = roleRules.map(({ countries, kinds, roleIds }) => [countries, kinds, roleIds]);
  const digest = createHash('sha256').update(JSON.stringify([roleId, moreRoleIds, rules, bypassesChecks]));
  return `${roleId}-${digest.digest('hex').slice(0, 16)}`;
}
