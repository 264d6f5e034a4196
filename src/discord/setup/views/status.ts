import { noticePlace } from '../../../gate/settings/changes.ts';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import type { Text } from '../../../text/texts.ts';
import { inviteLink } from '../../preflight/invite.ts';
import type { Obstacle } from '../../preflight/obstacles.ts';
import { dated } from '../../ui/parts.ts';
import { powerList } from '../../ui/powers.ts';
import { quoted } from '../../ui/quote.ts';
import type { ScreenState } from './state.ts';

/** Characters of what an admin called something. */
const SHOWN = 60;

/** What is to fix, each with its fix; then the next step, or where the notice stands. */
export function status(state: ScreenState, text: Text): string[] {
  const { obstacles, openUntil } = state;
  const { t } = text;
  const door =
    openUntil === undefined || state.page === 'door' ? [] : [t('setup.status.isOpen', { when: dated(openUntil) })];
  if (obstacles.length === 0)
    return [...door, ...(isComplete(state) ? [t('setup.status.fine')] : []), ...nextSteps(state, text)];
  const lines = obstacles.map((obstacle) => `- ${obstacleLine(obstacle, state, text)}`);
  return [...door, `### ${t('setup.status.toFix')}`, ...lines, ...nextSteps(state, text)];
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
  const target = ids.map((id) => `<${sign}${id}>`).join(', ');
  const params = {
    target,
    bot: `<@${botId}>`,
    count: ids.length,
    powers: powerList(powers, text),
    invite: inviteLink(applicationId),
    sources: sources ? sourceList(sources, text) : '',
  };
  return `**${t(`setup.where.${where}`)}**: ${t(`setup.obstacle.${is}`, params)}`;
}

/** What gives the roles, in words. What admins called it is quoted. */
function sourceList({ named, more }: NonNullable<Obstacle['sources']>, { t }: Text): string {
  const list = named.map(([first = '', second]) =>
    second === undefined
      ? t('setup.source.invite', { code: quoted(first) })
      : t('setup.source.answer', { question: quoted(first, SHOWN), answer: quoted(second, SHOWN) }),
  );
  const all = list.join(', ');
  return more > 0 ? t('setup.source.more', { list: all, count: more }) : all;
}

function nextStep({ settings, notice, page }: ScreenState, { t }: Text): string {
  const { roleId, channelId } = settings;
  if (roleId === undefined) return t(page === 'channels' ? 'setup.status.setUpNow' : 'setup.status.chooseRole');
  if (channelId === undefined) return t('setup.status.chooseChannel');
  const channel = `<#${channelId}>`;
  const place = noticePlace(settings);
  if (notice === 'none' || !place) return t('setup.status.postNotice', { channel });
  if (notice === 'gone') return t('setup.status.gone');
  const old = `<#${place.channelId}>`;
  if (place.channelId !== channelId) return t('setup.status.toMove', { old, channel });
  if (notice === 'unknown') return t('setup.status.unread', { channel });
  return t('setup.status.there', { channel });
}
