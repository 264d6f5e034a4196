import { ButtonStyle } from 'discord.js';
import type { Who } from '../../../base/member-ref.ts';
import type { Ms } from '../../../clock.ts';
import type { Remaining } from '../../../gate/endings/ending.ts';
import type { Block, HelpRequest, JournalEntry, RosterEntry } from '../../../gate/ports.ts';
import { isRole, KEPT_BYPASS } from '../../../gate/roles/given.ts';
import type { GrantFailure } from '../../../gate/roles/role-keeper.ts';
import type { PanelState } from '../../../otp/panel-state.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import { countryLabel } from '../../ui/country.ts';
import { type Button, colours, dated, frame, type View } from '../../ui/parts.ts';
import { quoted } from '../../ui/quote.ts';
import { roleList } from '../../ui/roles.ts';
import { memberRoutes } from '../ids.ts';
import type { Target } from '../target.ts';
import { actor, causeWords, eventLine, GLIMPSE } from './history.ts';
import { exemptWords, memberButton, mentions, requestWords, takeButton, untilWords } from './member.ts';

/** Everything that staff may see of a member. The running challenge is here for its state alone. */
export interface MemberRecord {
  readonly member: Who;
  readonly target: Target;
  readonly entry?: RosterEntry;
  /** Until when their verification holds, where it has an end. */
  readonly remaining?: Remaining;
  readonly standing?: PanelState;
  readonly blocks: readonly Block[];
  /** Since when no exemption lets them in. */
  readonly numberOnlySince: Ms | undefined;
  readonly request?: HelpRequest;
  /** Other accounts that hold the same number. */
  readonly linked: readonly string[];
  /** A page of the journal, the newest first. */
  readonly events: readonly JournalEntry[];
  readonly page: number;
  readonly hasMore: boolean;
  /** Why Discord did not take the role the last time. */
  readonly lastObstacle: GrantFailure | undefined;
  readonly roleId?: string;
  /** What success gives to this member as things are. */
  readonly due: readonly string[];
}

/** The card of a member: where they stand, and what the staff can do about it. Never a number. */
export function cardView(record: MemberRecord, text: Text): View {
  const { t } = text;
  const { entry, events, member, page } = record;
  const state = [
    statusLine(record, text),
    numberLine(record, text),
    endLine(record, text),
    roleLine(record, text),
    ...openLines(record, text),
  ];
  const history = events.length > 0 ? events.map((event) => eventLine(event, text)).join('\n') : t('member.noEvents');
  return frame(
    entry ? colours.good : colours.calm,
    [
      `### ${t('member.title', { member: `<@${member.memberId}>` })}`,
      state.filter((line) => line !== undefined).join('\n'),
      `**${t('member.history', { page: page + 1 })}**\n${history}`,
    ],
    buttonsOf(record, text),
  );
}

function statusLine({ entry, target }: MemberRecord, text: Text): string {
  return sentences([verifiedWords(entry, text), target.is === 'away' && text.t('member.awayNow')], text);
}

function verifiedWords(entry: RosterEntry | undefined, text: Text): string {
  const { t } = text;
  if (!entry) return t('member.status.none');
  const since = dated(entry.verifiedAt);
  const { phone, exempt, approval, letIn } = entry;
  if (phone) return t('member.status.number', { when: since });
  if (exempt) return t('member.status.exempt', { when: since, why: exemptWords(exempt, text) });
  const { by, reason } = approval ?? letIn;
  const words = { when: since, by: actor(by, text), reason: quoted(reason, text) };
  return t(`member.status.${approval ? 'hand' : 'letIn'}`, words);
}

function endLine({ remaining }: MemberRecord, { t }: Text): string | undefined {
  if (!remaining) return undefined;
  if (remaining.is === 'holds') return t('member.end.holds', { when: dated(remaining.until) });
  return t('member.end.grace', { ended: dated(remaining.endedAt), when: dated(remaining.goesAt) });
}

function numberLine({ entry }: MemberRecord, text: Text): string | undefined {
  if (!entry?.phone) return undefined;
  const { phone, lineKind } = entry;
  const number = text.t('member.number', { country: countryLabel(phone.country, text), digits: phone.lastDigits });
  // The number's line ends without a stop, so the kind has one of its own.
  return lineKind ? `${number}\n${text.t('member.lineKind', { kind: text.t(`setup.lines.${lineKind}`) })}` : number;
}

/** What they were given and still have, what of it they have lost, and what they are owed. */
function roleLine(record: MemberRecord, text: Text): string | undefined {
  const { t } = text;
  const { entry, roleId, lastObstacle, due, target } = record;
  if (roleId === undefined) return t('member.role.notSetUp');
  if (!entry) return holdsRole(record) ? t('member.role.left', { role: `<@&${roleId}>` }) : undefined;
  const isHeld = (id: string) => target.is !== 'here' || !isRole(id) || target.roles.includes(id);
  const at = entry.grantedAt;
  if (at === undefined) {
    const cause = lastObstacle && causeWords(lastObstacle, text);
    const owed = due.filter((id) => target.is !== 'here' || !target.roles.includes(id));
    const role = roleList(owed.length > 0 ? owed : due, text);
    return cause ? t('member.role.owedBecause', { role, cause }) : t('member.role.owed', { role });
  }
  const given = entry.givenRoleIds ?? [roleId];
  const line = (is: 'given' | 'gone', ids: readonly string[]) =>
    ids.length === 0 ? [] : [t(`member.role.${is}`, { role: roleList(ids, text), when: dated(at) })];
  const kept = given.filter((id) => isHeld(id) && id !== KEPT_BYPASS);
  return [
    ...line('given', kept),
    ...line(
      'gone',
      given.filter((id) => !isHeld(id)),
    ),
  ].join('\n');
}

/** Blocks that are shown, the latest; unblocking lifts all. */
const MOST_BLOCKS = 2;

/** What is under way or stands against the member, a line each. */
function openLines(record: MemberRecord, text: Text): (string | undefined)[] {
  const { t } = text;
  const { standing, blocks, request, linked, member, numberOnlySince } = record;
  const blockLine = (block: Block) =>
    t(isElsewhere(block, member) ? 'member.blockedElsewhere' : 'member.blocked', {
      until: untilWords(block, text),
      by: actor(block.by, text),
      reason: quoted(block.reason, text, GLIMPSE),
      country: countryLabel(block.country, text),
      digits: block.lastDigits,
      holder: `<@${block.memberId}>`,
    });
  return [
    standing && challengeLine(standing, text),
    ...blocks.slice(-MOST_BLOCKS).map(blockLine),
    numberOnlySince === undefined ? undefined : t('member.numberOnly', { when: dated(numberOnlySince) }),
    linked.length > 0 ? t('member.linked', { accounts: mentions(linked, text) }) : undefined,
    request && t('member.openRequest', { request: requestWords(request, text) }),
  ];
}

function challengeLine(standing: PanelState, { t }: Text): string {
  if (standing.is === 'locked') return t('member.challenge.locked', { when: dated(standing.lockedUntil) });
  return t(`member.challenge.${standing.is === 'undecided' ? 'entered' : standing.is}`);
}

/** Whether another account held the number when it was blocked, and is still known. */
const isElsewhere = (block: Block, member: Who) => block.memberId !== undefined && block.memberId !== member.memberId;

const holdsRole = ({ target, roleId }: MemberRecord) =>
  target.is === 'here' && roleId !== undefined && target.roles.includes(roleId);

/** Whether a member has begun to verify: only then there may be a wait or a limit to lift. */
function mayNeedTries({ entry, remaining, standing, request, events }: MemberRecord): boolean {
  const hasBegun = standing !== undefined || request !== undefined || events.some(({ what }) => what !== 'lookedUp');
  return (!entry || isEnding(remaining)) && hasBegun;
}

/** Whether a verified member may prove a number again, so that the staff may help with it. */
const isEnding = (remaining: Remaining | undefined) => remaining?.is === 'grace' || remaining?.soon === true;

/** Those that fit the state, then the pages. */
function buttonsOf(record: MemberRecord, text: Text): Button[] {
  const { t } = text;
  const { entry, remaining, blocks, page, hasMore, target, member } = record;
  const { memberId } = member;
  const isBlocked = blocks.some((block) => block.memberId === memberId);
  const toPage = (to: number, key: 'newer' | 'older') =>
    memberButton(memberRoutes.page, `${memberId}-${to}`, t(`member.button.${key}`));
  return [
    ...((entry && !isEnding(remaining)) || target.is === 'away'
      ? []
      : [memberButton(memberRoutes.approve, memberId, t('member.button.approve'))]),
    ...(mayNeedTries(record) ? [memberButton(memberRoutes.reset, memberId, t('member.button.reset'))] : []),
    ...(entry ? [memberButton(memberRoutes.revoke, memberId, t('member.button.revoke'), ButtonStyle.Danger)] : []),
    ...(entry?.phone ? [memberButton(memberRoutes.block, memberId, t('member.button.block'), ButtonStyle.Danger)] : []),
    ...(!entry && holdsRole(record) ? [takeButton(memberId, text)] : []),
    ...(isBlocked ? [memberButton(memberRoutes.unblock, memberId, t('member.button.unblock'))] : []),
    ...(page > 0 ? [toPage(page - 1, 'newer')] : []),
    ...(hasMore ? [toPage(page + 1, 'older')] : []),
  ];
}
