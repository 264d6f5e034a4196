import { isDeepStrictEqual } from 'node:util';
import { PermissionFlagsBits } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import { everyGiven, type RoleRule } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { exemptingPart, isWider, type NotExempted } from '../preflight/exempting.ts';
import {
  type Chooser,
  isBelow,
  mayEverything,
  type NotLent,
  powersOf,
  rightsOf,
  whyNotLent,
} from '../preflight/lending.ts';
import { channelPermissions, has } from '../preflight/permissions.ts';
import type { ServerSnapshot } from '../preflight/server-snapshot.ts';

/** What somebody may not have the bot do, as Discord would not let them do it themselves. */
export type NotTheirs =
  | NotLent
  /** They cannot see the channel, or not write there. */
  | { readonly is: 'channel'; readonly channelId: string }
  /** To say who is staff, and where staff read, takes what staff have. */
  | { readonly is: 'staff' }
  /** To have members removed takes Kick Members. */
  | { readonly is: 'deadline' }
  | NotExempted
  /** To have the bot take from members what success gives takes what taking it takes. */
  | { readonly is: 'ending' };

export interface Judged {
  /** What of the change may be saved, and what the chosen roles may. */
  readonly change: SettingsChange;
  readonly refused: readonly NotTheirs[];
}

/** Whether a change is about anything that Discord has a right for, so that it takes a look at the server. */
export function concernsRights(change: SettingsChange, before: ServerSettings): boolean {
  const { roleId, moreRoleIds, roleRules, removedRoleIds, unverifiedRoleId, channelId } = change;
  const settings = [roleId, moreRoleIds, roleRules, removedRoleIds, unverifiedRoleId, channelId];
  const chosen = settings.some((value) => value !== undefined);
  return (
    chosen || concernsStaff(change) || tightens(change, before) || isWider(change, before) || endsSooner(change, before)
  );
}

/**
 * What of a change an admin may decide. They need Manage Server to be here at all. For what the bot then does with its own rank they
 * also need the rights that Discord would ask of them. What others chose before, they may leave as it is.
 */
export function judge(
  change: SettingsChange,
  before: ServerSettings,
  server: ServerSnapshot,
  chooser: Chooser,
): Judged {
  const refused: NotTheirs[] = [];
  const { roleId, removedRoleIds, unverifiedRoleId, channelId, staffChannelId, staffRoleId, ...others } = change;
  const { clear = [], deadlineDays: _, endsAfter: __, moreRoleIds: ___, roleRules: ____, ...rest } = others;
  const exempting = exemptingPart(rest, before, server, chooser);
  refused.push(...exempting.refused);
  const lent = (id: string) => {
    const why = whyNotLent(server, chooser, id);
    if (why) refused.push(why);
    return !why;
  };
  const role = roleId !== undefined && lent(roleId) ? { roleId } : {};
  const unverified = unverifiedRoleId !== undefined && lent(unverifiedRoleId) ? { unverifiedRoleId } : {};
  const more = judgeMore(change, before, lent);
  const kept = (id: string) => before.removedRoleIds.includes(id);
  const removed = removedRoleIds?.filter((id) => kept(id) || lent(id));

  const mayStaff = !concernsStaff(change) || mayNameStaff(change, before, server, chooser);
  if (!mayStaff) refused.push({ is: 'staff' });
  const times = judgeTimes(change, before, server, chooser);
  refused.push(...times.refused);
  const writable = (id: string) => {
    const mine = mayWrite(server, chooser, id);
    if (!mine) refused.push({ is: 'channel', channelId: id });
    return mine;
  };
  const theirs: SettingsChange = {
    ...exempting.change,
    clear: clear.filter((name) => mayStaff || !staffSettings.has(name)),
    ...role,
    ...unverified,
    ...more.settings,
    ...(removed && { removedRoleIds: removed }),
    ...(channelId !== undefined && writable(channelId) && { channelId }),
    ...(mayStaff && staffChannelId !== undefined && writable(staffChannelId) && { staffChannelId }),
    ...(!mayStaff && { pingsStaff: before.pingsStaff }),
    ...(mayStaff && staffRoleId !== undefined && { staffRoleId }),
    ...times.change,
  };
  const chosen = [role, unverified].flatMap((one) => Object.values(one));
  chosen.push(...more.roleIds, ...(removed ?? []));
  return { change: { ...theirs, lent: lentBy(chosen, server, chooser) }, refused };
}

/** Of roles that are given next to the verified one, those that may be lent, and those that stay as they were. Rules are taken as a whole. */
function judgeMore({ moreRoleIds, roleRules }: SettingsChange, before: ServerSettings, lent: (id: string) => boolean) {
  const isKept = (rule: RoleRule) => before.roleRules.some((one) => isDeepStrictEqual(one, rule));
  const more = moreRoleIds?.filter((id) => before.moreRoleIds.includes(id) || lent(id));
  const rules = roleRules?.every((rule) => isKept(rule) || rule.roleIds.every(lent)) ? roleRules : undefined;
  return {
    settings: { ...(more && { moreRoleIds: more }), ...(rules && { roleRules: rules }) },
    roleIds: [...(more ?? []), ...(rules ?? []).flatMap(({ roleIds }) => roleIds)],
  };
}

const staffSettings: ReadonlySet<string> = new Set(['staffChannelId', 'staffRoleId']);

/** Whether somebody says who is staff or where staff read, also by saying that nobody is and nowhere. */
function concernsStaff({ staffChannelId, staffRoleId, pingsStaff = false, clear = [] }: SettingsChange): boolean {
  return (
    pingsStaff ||
    staffChannelId !== undefined ||
    staffRoleId !== undefined ||
    clear.some((name) => staffSettings.has(name))
  );
}

/** The staff role stands in for rank when what success gives is given or taken: only somebody who stands above all of it can lend this. */
function mayNameStaff(
  { staffRoleId }: SettingsChange,
  before: ServerSettings,
  server: ServerSnapshot,
  chooser: Chooser,
): boolean {
  return staffRoleId === undefined ? managesRoles(server, chooser) : mayTake(before, server, chooser);
}

const managesRoles = (server: ServerSnapshot, chooser: Chooser): boolean =>
  (rightsOf(server, chooser) & PermissionFlagsBits.ManageRoles) !== 0n;

/** Whether somebody could take all that success gives from members themselves. */
function mayTake(settings: ServerSettings, server: ServerSnapshot, chooser: Chooser): boolean {
  const given = server.roles.filter(({ id }) => everyGiven(settings).includes(id));
  return managesRoles(server, chooser) && given.every((role) => isBelow(server, role, chooser));
}

/** What of a change an admin may decide that takes something from members by itself, after a time. */
function judgeTimes(
  change: Pick<SettingsChange, 'deadlineDays' | 'endsAfter'>,
  before: ServerSettings,
  server: ServerSnapshot,
  chooser: Chooser,
): Judged {
  const { deadlineDays, endsAfter } = change;
  const mayKick = (rightsOf(server, chooser) & PermissionFlagsBits.KickMembers) !== 0n;
  const mayRemove = !tightens(change, before) || mayKick;
  const mayEnd = !endsSooner(change, before) || mayTake(before, server, chooser);
  return {
    change: {
      ...(mayRemove && deadlineDays !== undefined && { deadlineDays }),
      ...(mayEnd && endsAfter !== undefined && { endsAfter }),
    },
    refused: [...(mayRemove ? [] : [{ is: 'deadline' } as const]), ...(mayEnd ? [] : [{ is: 'ending' } as const])],
  };
}

/** Whether a change has something taken from members after a time, or sooner. */
export const takesFromMembers = (change: SettingsChange, before: ServerSettings): boolean =>
  tightens(change, before) || endsSooner(change, before);

/** Whether verifications would end that did not, or sooner. */
function endsSooner({ endsAfter }: SettingsChange, { endsAfter: before }: ServerSettings): boolean {
  return endsAfter !== undefined && (before === undefined || endsAfter.months < before.months);
}

/** Whether more members would be removed, or sooner. */
function tightens({ deadlineDays = 0 }: SettingsChange, { deadlineDays: before }: ServerSettings): boolean {
  return deadlineDays > 0 && (before === 0 || deadlineDays < before);
}

/** What roles may, of those that this admin could give. */
function lentBy(roleIds: readonly string[], server: ServerSnapshot, chooser: Chooser): Record<string, string> {
  const theirs = roleIds.filter((id) => !whyNotLent(server, chooser, id));
  return Object.fromEntries(theirs.map((id) => [id, powersOf(server, id).toString()]));
}

/** Whether somebody could write in a channel. Of one that is not there nothing is known, and it is named as gone. */
export function mayWrite(server: ServerSnapshot, chooser: Chooser, channelId: string): boolean {
  const channel = server.channels.find(({ id }) => id === channelId);
  return (
    !channel ||
    mayEverything(server, chooser) ||
    has(channelPermissions(server, chooser, channel), PermissionFlagsBits.SendMessages)
  );
}
