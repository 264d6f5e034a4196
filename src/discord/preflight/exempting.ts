import { PermissionFlagsBits } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { type Chooser, rightsOf, whyNotLent } from './lending.ts';
import type { ServerSnapshot } from './server-snapshot.ts';

/**
 * Whether somebody could give what success gives to anybody themselves: only they may let members have it without a number. Roles that
 * stand above them, or may more than they may, they could not give.
 */
export function mayGiveFreely(settings: ServerSettings, server: ServerSnapshot, chooser: Chooser): boolean {
  if ((rightsOf(server, chooser) & PermissionFlagsBits.ManageRoles) === 0n) return false;
  return givenBy(settings).every((roleId) => whyNotLent(server, chooser, roleId) === undefined);
}

/** Whether a change exempts members who were not exempt before. */
export function isWider(change: SettingsChange, before: ServerSettings): boolean {
  const { exemptRoleIds = [], exemptBoosters = false, exemptAgeDays = 0, exemptJoinedBefore } = change;
  const { exemptAgeDays: ageBefore, exemptJoinedBefore: dayBefore = '' } = before;
  return (
    exemptRoleIds.some((id) => !before.exemptRoleIds.includes(id)) ||
    (exemptBoosters && !before.exemptBoosters) ||
    (exemptAgeDays > 0 && (ageBefore === 0 || exemptAgeDays < ageBefore)) ||
    (exemptJoinedBefore !== undefined && exemptJoinedBefore > dayBefore)
  );
}

/** What keeps somebody from exempting members. */
export type NotExempted =
  /** It gives them the verified role, which somebody could not give themselves. */
  | { readonly is: 'exempt'; readonly roleId: string | undefined }
  /** Everybody would be. */
  | { readonly is: 'everyone' };

/** What of a change somebody may decide, as far as it exempts members; the rest of it is left as it is. */
export function exemptingPart(
  change: SettingsChange,
  before: ServerSettings,
  server: ServerSnapshot,
  chooser: Chooser,
): { readonly change: SettingsChange; readonly refused: readonly NotExempted[] } {
  const { exemptRoleIds, exemptBoosters: _boosters, exemptAgeDays: _age, exemptJoinedBefore: _day, ...rest } = change;
  if (isWider(change, before) && !mayGiveFreely(before, server, chooser)) {
    return { change: rest, refused: [{ is: 'exempt', roleId: before.roleId }] };
  }
  if (!exemptRoleIds?.includes(server.serverId)) return { change, refused: [] };
  const others = exemptRoleIds.filter((id) => id !== server.serverId);
  return { change: { ...change, exemptRoleIds: others }, refused: [{ is: 'everyone' }] };
}
