import type { Text } from '../../text/texts.ts';
import type { Obstacle } from '../preflight.ts';
import { colours, frame, type View } from './parts.ts';

/** What stands in the way of a working setup, each with its fix. */
export function obstaclesView(obstacles: readonly Obstacle[], names: SetupNames, { t }: Text): View {
  const lines = obstacles.map((obstacle) => `- ${t(`setup.obstacle.${obstacle}`, names)}`);
  return frame(colours.bad, [`### ${t('setup.blocked')}`, lines.join('\n'), t('setup.again')]);
}

/** Mentions of what the sentences of a setup speak of. */
export type SetupNames = {
  readonly role: string;
  readonly channel: string;
  readonly bot: string;
};

/** The setup is saved; `notice` says what became of the message with the Verify button. */
export function setupDoneView(notice: 'posted' | 'updated' | 'saved', names: SetupNames, { t }: Text): View {
  return frame(colours.good, [`### ${t('setup.done')}`, t('setup.role', names), t(`setup.${notice}`, names)]);
}
