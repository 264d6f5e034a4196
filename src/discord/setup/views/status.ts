import { noticePlace } from '../../../gate/settings/changes.ts';
import type { Text } from '../../../text/texts.ts';
import { inviteLink } from '../../preflight/invite.ts';
import type { Obstacle } from '../../preflight/obstacles.ts';
import { powerList } from '../../ui/powers.ts';
import type { ScreenState } from './state.ts';

/** What is to fix, each with its fix; then the next step, or where the notice stands. */
export function status(state: ScreenState, text: Text): string[] {
  const { obstacles } = state;
  const { t } = text;
  if (obstacles.length === 0) return [...(isComplete(state) ? [t('setup.status.fine')] : []), nextStep(state, text)];
  const lines = obstacles.map((obstacle) => `- ${obstacleLine(obstacle, state, text)}`);
  return [`### ${t('setup.status.toFix')}`, ...lines, nextStep(state, text)];
}

const isComplete = ({ settings }: ScreenState) => settings.roleId !== undefined;

function obstacleLine(
  { is, where, ids, powers = 0n }: Obstacle,
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
  };
  return `**${t(`setup.where.${where}`)}**: ${t(`setup.obstacle.${is}`, params)}`;
}

function nextStep({ settings, notice }: ScreenState, { t }: Text): string {
  const { roleId, channelId } = settings;
  if (roleId === undefined) return t('setup.status.chooseRole');
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
