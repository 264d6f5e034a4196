import { noticePlace } from '../../../gate/settings/changes.ts';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import { colon } from '../../../text/colon.ts';
import { directionMark } from '../../../text/direction.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import { inviteLink } from '../../preflight/invite.ts';
import { keepsNoticeBack, keepsRoleBack, type Obstacle } from '../../preflight/obstacles.ts';
import { dated } from '../../ui/parts.ts';
import { powerList } from '../../ui/powers.ts';
import { quoted } from '../../ui/quote.ts';
import type { ScreenState } from './state.ts';

/** Characters of what an admin called something. */
const SHOWN = 60;

/** Roles or channels that one line names. */
const NAMED = 8;

/**
 * What is to fix, each with its fix; then the next step, or where the notice stands.
 * @param room characters that there are for it; what does not fit is counted
 */
export function status(state: ScreenState, text: Text, room: number): string[] {
  const { obstacles, openUntil } = state;
  const { t } = text;
  const door =
    openUntil === undefined || state.page === 'door' ? [] : [t('setup.status.isOpen', { when: dated(openUntil) })];
  if (obstacles.length === 0)
    return [...door, ...(isComplete(state) ? [t('setup.status.fine')] : []), ...nextSteps(state, text)];
  const lines = obstacles.map((obstacle) => `- ${directionMark(text.locale)}${obstacleLine(obstacle, state, text)}`);
  const [heading, next] = [`### ${t('setup.status.toFix')}`, nextSteps(state, text)];
  const taken = [...door, heading, ...next].join('\n').length;
  return [...door, heading, ...within(lines, room - taken, text), ...next];
}

/** As many lines as there is room for, the first in any case, and how many more there are. */
function within(lines: readonly string[], room: number, { t }: Text): readonly string[] {
  const ends = lines.map((_, index) => lines.slice(0, index + 1).join('\n').length);
  const isAll = (ends.at(-1) ?? 0) < room;
  if (isAll) return lines;
  const more = (count: number) => `-# ${t('setup.status.moreToFix', { count })}`;
  const fitting = ends.filter((end) => end + more(lines.length).length + 1 < room).length;
  const kept = Math.max(1, fitting);
  return kept === lines.length ? lines : [...lines.slice(0, kept), more(lines.length - kept)];
}

const isComplete = ({ settings }: ScreenState) => settings.roleId !== undefined && !lacksStaff(settings);

/** Whether members who cannot verify have nobody to ask. */
export const lacksStaff = ({ staffChannelId }: ServerSettings): boolean => staffChannelId === undefined;

/** What to do next, and where the staff are to be asked, as long as they cannot be. */
function nextSteps(state: ScreenState, text: Text): string[] {
  const { settings } = state;
  const asksForStaff = settings.roleId !== undefined && lacksStaff(settings);
  return [nextStep(state, text), ...(asksForStaff ? [text.t('setup.status.chooseStaff')] : [])];
}

function obstacleLine(
  { is, where, ids, powers = 0n, sources }: Obstacle,
  { botId, applicationId }: ScreenState,
  text: Text,
): string {
  const { t } = text;
  const sign = is.startsWith('channel') || is === 'staffChannelOpen' ? '#' : '@&';
  const list = enumerated(
    ids.slice(0, NAMED).map((id) => `<${sign}${id}>`),
    text,
  );
  const target = ids.length > NAMED ? t('setup.source.more', { list, count: ids.length - NAMED }) : list;
  const params = {
    target,
    bot: `<@${botId}>`,
    count: ids.length,
    powers: powerList(powers, text),
    invite: inviteLink(applicationId),
    sources: sources ? sourceList(sources, text) : '',
  };
  return `**${t(`setup.where.${where}`)}**${colon(text.locale)}${t(`setup.obstacle.${is}`, params)}`;
}

/** What gives the roles, in words. What admins called it is quoted. */
function sourceList({ named, more }: NonNullable<Obstacle['sources']>, text: Text): string {
  const { t } = text;
  const list = named.map(([first = '', second]) =>
    second === undefined
      ? t('setup.source.invite', { code: quoted(first, text) })
      : t('setup.source.answer', { question: quoted(first, text, SHOWN), answer: quoted(second, text, SHOWN) }),
  );
  const all = enumerated(list, text);
  return more > 0 ? t('setup.source.more', { list: all, count: more }) : all;
}

/** What is to fix in a few words, for next to the buttons: the status may be a screenful above them. */
export function reminder({ obstacles }: ScreenState, text: Text): string | undefined {
  if (obstacles.length === 0) return undefined;
  const places = [...new Set(obstacles.map(({ where }) => text.t(`setup.where.${where}`)))];
  return text.t('setup.status.reminder', { list: enumerated(places, text) });
}

function nextStep(state: ScreenState, { t }: Text): string {
  const { settings } = state;
  const [channel, old] = [`<#${settings.channelId}>`, `<#${noticePlace(settings)?.channelId}>`];
  return t(`setup.status.${stepOf(state)}`, { channel, old });
}

/** Whether the notice is kept back, because what it would post could not work. */
export const isKeptBack = ({ obstacles }: ScreenState): boolean =>
  obstacles.some((obstacle) => keepsNoticeBack(obstacle) || keepsRoleBack(obstacle));

/** What the page of channels is to do before the notice is posted. */
export function channelsStep({ settings, obstacles }: ScreenState): 'setUp' | 'lock' | undefined {
  if (settings.roleId === undefined) return 'setUp';
  return obstacles.some(({ is }) => is === 'roleOpensNothing' || is === 'opensNothingYet') ? 'lock' : undefined;
}

/** Whether the next step is the button that posts, updates or moves the notice: then it is the blue one. */
export const isPostNext = (state: ScreenState): boolean =>
  stepOf(state) !== 'there' && channelsStep(state) === undefined && !isKeptBack(state);

function stepOf({ settings, notice, page }: ScreenState) {
  const { roleId, channelId } = settings;
  if (roleId === undefined) return page === 'channels' ? 'setUpNow' : 'chooseRole';
  if (channelId === undefined) return 'chooseChannel';
  const place = noticePlace(settings);
  if (notice === 'none' || !place) return 'postNotice';
  if (notice === 'gone') return 'gone';
  if (place.channelId !== channelId) return 'toMove';
  return notice === 'unknown' ? 'unread' : 'there';
}
