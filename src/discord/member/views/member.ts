import { ButtonStyle } from 'discord.js';
import type { Exemption, HelpRequest } from '../../../gate/ports.ts';
import { isRole } from '../../../gate/roles/given.ts';
import type { RoleRemoval } from '../../../gate/roles/role-cleanup.ts';
import type { GrantObstacle } from '../../../gate/roles/role-keeper.ts';
import type { Approved, Blocked, BlockLife, Ended, Renewed, RoleLeft, Unblocked } from '../../../gate/staff/members.ts';
import { enumerated } from '../../../text/enumerated.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import type { Route } from '../../interactions/ids.ts';
import { countryLabel } from '../../ui/country.ts';
import { type Button, button, colours, dated, frame, type View } from '../../ui/parts.ts';
import { roleList } from '../../ui/roles.ts';
import { memberRoutes } from '../ids.ts';

/** Whether a direct message reached the member, where one was sent. */
interface Told {
  readonly told?: boolean;
}

/** What came of a step of the staff. */
export type Result =
  /** `answered`: they had asked the staff, and this is the answer. */
  | (Approved & { readonly answered?: boolean } & Told)
  /** `nothingToBlock`: a block was asked for, and there was no number. */
  | (Ended & { readonly nothingToBlock?: boolean } & Told)
  | { readonly is: 'notVerified'; readonly holdsRole: boolean }
  | (Exclude<Blocked, { is: 'notVerified' | 'revoked' }> & Told)
  | { readonly is: 'nothingToBlock' }
  | (Unblocked & Told)
  /** `told`: whether a direct message reached them. */
  | { readonly is: 'reset'; readonly told: boolean }
  | Exclude<Renewed, { is: 'reset' }>
  | ({ readonly is: 'roleLeft'; readonly role: RoleLeft } & Told)
  | { readonly is: 'away' }
  | { readonly is: 'bot' }
  /** The member of the staff who asked could not give or take the role themselves. */
  | { readonly is: 'notYours' }
  /** A block that is as good as a ban takes Ban Members. */
  | { readonly is: 'needsBan' }
  | { readonly is: 'badReason' };

/** The member that a result is about. */
export interface About {
  readonly memberId: string;
  readonly roleId?: string | undefined;
  /** What success gives to them, where that is more than the verified role. */
  readonly roleIds?: readonly string[];
}

type Said = readonly [colour: number, lines: readonly (string | undefined)[], further?: readonly Button[]];

/** Tells the staff member what was done, what was not, and what to do about it. */
export function resultView(result: Result, about: About, text: Text): View {
  const { memberId } = about;
  const role = roleList(rolesOf(result, about).filter(isRole), text) || text.t('member.theRole');
  const names = { member: `<@${memberId}>`, role };
  const [colour, lines, further = []] = said(result, memberId, names, text);
  const back = result.is === 'bot' ? [] : [memberButton(memberRoutes.look, memberId, text.t('member.button.look'))];
  return frame(colour, lines, [...further, ...back]);
}

/** The roles that a result is about: those that were given, where it says so, and not those of them that are deleted. */
function rolesOf(result: Result, { roleId, roleIds = roleId === undefined ? [] : [roleId] }: About): readonly string[] {
  if (result.is === 'revoked') return result.was.givenRoleIds ?? roleIds;
  if (result.is !== 'approved' || result.grant.is !== 'granted') return roleIds;
  const { missing = [] } = result.grant;
  return roleIds.filter((id) => !missing.includes(id));
}

type Names = { readonly member: string; readonly role: string };

function said(result: Result, memberId: string, names: Names, text: Text): Said {
  const { t } = text;
  const refused = (line: string, further: readonly Button[] = []): Said => [colours.wait, [line], further];
  switch (result.is) {
    case 'approved':
      return approvedLines(result, names, text);
    case 'revoked':
      return revokedLines(result, memberId, names, text);
    case 'changed':
      return [
        colours.good,
        [t('member.result.changed', { ...names, until: untilWords(result.block, text) }), toldLine(result, text)],
      ];
    case 'unblocked':
      return [colours.good, [t('member.result.unblocked', names), toldLine(result, text)]];
    case 'reset':
      return [colours.good, [t('member.result.reset', names), toldLine(result, text)]];
    case 'notVerified':
      return result.holdsRole
        ? refused(t('member.result.notVerifiedHasRole', names), [takeButton(memberId, text)])
        : refused(t('member.result.notVerified', names));
    case 'roleLeft':
      return roleLeftLines(result, memberId, names, text);
    default:
      return refused(t(`member.result.${result.is}`, names));
  }
}

function approvedLines(result: Extract<Result, { is: 'approved' }>, names: Names, text: Text): Said {
  const { t } = text;
  const { grant } = result;
  const answered = sentences([result.answered && t('member.result.requestAnswered'), toldLine(result, text)], text);
  switch (grant.is) {
    case 'granted':
      return [colours.good, [t('member.result.approved', names), answered]];
    case 'underway':
      return [colours.good, [t('member.result.approvedSoon', names), answered]];
    case 'notVerified':
      return [colours.wait, [t('member.result.approvedInVain', names)]];
    case 'owed':
      return [
        colours.wait,
        [t('member.result.approvedOwed', names), t(`member.owed.${grant.obstacle}`, names), answered],
      ];
  }
}

function revokedLines(
  { was, role, block, others, nothingToBlock, told }: Extract<Result, { is: 'revoked' }>,
  memberId: string,
  names: Names,
  text: Text,
): Said {
  const { t } = text;
  const number = was.phone && {
    country: countryLabel(was.phone.country, text),
    digits: was.phone.lastDigits,
    until: block ? untilWords(block, text) : '',
  };
  const lines = [
    t('member.result.revoked', names),
    was.approval && t('member.result.handRemoved'),
    was.exempt && t('member.result.exemptRemoved'),
    was.letIn && t('member.result.letInRemoved'),
    number && t(block ? 'member.result.numberBlocked' : 'member.result.numberFree', number),
    nothingToBlock ? t('member.result.noneToBlock') : undefined,
    others.length > 0 ? t('member.result.others', { others: mentions(others, text) }) : undefined,
    takenWords(role, names, text),
    toldLine({ told }, text),
  ];
  return role.is === 'refused' && role.obstacle !== 'memberGone'
    ? [colours.wait, lines, [takeButton(memberId, text)]]
    : [colours.good, lines];
}

function roleLeftLines(
  { role, told }: { readonly role: RoleLeft } & Told,
  memberId: string,
  names: Names,
  text: Text,
): Said {
  if (role.is === 'verified') return [colours.wait, [text.t('member.result.stillTheirs', names)]];
  if (role.is === 'refused') return [colours.wait, [takenWords(role, names, text)], [takeButton(memberId, text)]];
  return [colours.good, [takenWords(role, names, text), toldLine({ told }, text)]];
}

function takenWords(role: RoleRemoval, names: Names, { t }: Text): string {
  switch (role.is) {
    case 'done':
      return t('member.result.roleTaken', names);
    case 'notSetUp':
      return t('member.result.noRole');
    case 'refused':
      return t(`member.notTaken.${role.obstacle satisfies GrantObstacle}`, names);
  }
}

/** Whether the member knows; who takes no direct messages hears it at the next press. */
function toldLine({ told }: { readonly told?: boolean | undefined }, { t }: Text): string | undefined {
  return told === undefined ? undefined : t(told ? 'request.staff.reached' : 'member.result.notReached');
}

/** Until when a block holds. */
export function untilWords({ until }: BlockLife, { t }: Text): string {
  return until === undefined ? t('member.untilLifted') : t('member.until', { when: dated(until) });
}

/** Why a member is exempt. */
export const exemptWords = (why: Exemption, { t }: Text): string =>
  why.is === 'role' ? t('member.exempt.role', { role: `<@&${why.roleId}>` }) : t(`member.exempt.${why.is}`);

/** An open request: since when, why, and where the staff see it. */
export function requestWords(request: HelpRequest, { t }: Text): string {
  const { serverId, staffMessage, cause, at } = request;
  const words = t('member.request', { cause: t(`member.requestCause.${cause}`), when: dated(at) });
  if (!staffMessage) return words;
  return `[${words}](https://discord.com/channels/${serverId}/${staffMessage.channelId}/${staffMessage.messageId})`;
}

/** Accounts that are named where nothing else is said. */
const NAMED = 10;

/** Accounts by their mentions, which never ping. @param most so many are named; of more, the rest is a number */
export function mentions(ids: readonly string[], text: Pick<Text, 'locale'>, most = NAMED): string {
  const named = ids.slice(0, most).map((id) => `<@${id}>`);
  return ids.length > most ? `${enumerated(named, text)} +${ids.length - most}` : enumerated(named, text);
}

/** A button that is about one member. */
export function memberButton(route: Route, arg: string, label: string, style?: ButtonStyle.Danger): Button {
  return { ...button(route, label), custom_id: route.id(arg), ...(style !== undefined && { style }) };
}

/** Takes the role from somebody who should not have it. */
export function takeButton(memberId: string, { t }: Text): Button {
  return memberButton(memberRoutes.takeRole, memberId, t('member.button.takeRole'), ButtonStyle.Danger);
}
