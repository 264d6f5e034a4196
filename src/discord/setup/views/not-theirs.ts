import type { Text } from '../../../text/texts.ts';
import { powerList } from '../../ui/powers.ts';
import type { NotTheirs } from '../choosing.ts';

/** Why somebody may not choose something, and the way out. */
export function notTheirsLine(refused: NotTheirs, text: Text): string {
  return `⚠️ ${sentence(refused, text)}`;
}

function sentence(refused: NotTheirs, text: Text): string {
  const { t } = text;
  switch (refused.is) {
    case 'notBelow':
      return t('setup.notTheirs.notBelow', { role: `<@&${refused.roleId}>` });
    case 'mayMore':
      return t('setup.notTheirs.mayMore', { role: `<@&${refused.roleId}>`, powers: powerList(refused.powers, text) });
    case 'channel':
      return t('setup.notTheirs.channel', { channel: `<#${refused.channelId}>` });
    case 'exempt':
      return t('setup.notTheirs.exempt', {
        role: refused.roleId === undefined ? t('member.theRole') : `<@&${refused.roleId}>`,
      });
    case 'everyone':
    case 'staff':
    case 'deadline':
    case 'ending':
      return t(`setup.notTheirs.${refused.is}`);
  }
}
