import type { APIComponentInContainer } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../ids.ts';
import { press, section } from './controls.ts';
import type { ScreenState } from './state.ts';

/** Members who were given another role than the one that is chosen: how many, how far they are moved, and the button for it. */
export function moving({ move, settings, page }: ScreenState, { t }: Text): APIComponentInContainer[] {
  const role = `<@&${settings.roleId}>`;
  switch (move.is) {
    case 'idle':
      if (move.left === 0) return [];
      return [
        section(
          t('setup.move.offer', { count: move.left, role }),
          press(buttons.move, page, t('setup.move.button', { count: move.left })),
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
          press(buttons.move, page, t('setup.move.goOn')),
        ),
      ];
  }
}
