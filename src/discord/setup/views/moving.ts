import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import { everyGiven } from '../../../gate/settings/role-rules.ts';
import type { Text } from '../../../text/texts.ts';
import { roleList } from '../../ui/roles.ts';
import { buttons } from '../ids.ts';
import { press, section } from './controls.ts';
import type { ScreenState } from './state.ts';

/** Members who were given other roles than those that are chosen: how many, how far they are moved, and the button for it. */
export function moving({ move, settings, page }: ScreenState, words: Text): APIComponentInContainer[] {
  const { t } = words;
  const isOne = settings.moreRoleIds.length + settings.roleRules.length === 0 && !settings.bypassesChecks;
  const role = roleList(everyGiven(settings), words);
  switch (move.is) {
    case 'idle':
      if (move.left === 0) return [];
      return [
        section(
          t(isOne ? 'setup.move.offer' : 'setup.move.offerSeveral', { count: move.left, role }),
          press(buttons.move, page, t(isOne ? 'setup.move.button' : 'setup.move.buttonSeveral', { count: move.left })),
        ),
      ];
    case 'moving':
      return [
        section(
          t('setup.move.underway', { moved: move.moved, of: move.of, role }),
          press(buttons.stopMove, page, t('setup.move.stop')),
        ),
      ];
    case 'halted':
      return [
        section(
          t('setup.move.halted', { moved: move.moved, of: move.of, role }),
          press(buttons.move, page, t('setup.move.goOn'), { style: ButtonStyle.Primary }),
        ),
      ];
  }
}
