import type { Act } from './acts.ts';
import type { ControlParts } from './parts.ts';

/** What happens to the bot as Discord sees it: its token, its connection, and its start. */
export function moveBot(
  { world, line }: ControlParts,
  act: Extract<Act, { is: 'bot' | 'hangUp' }>,
): string | undefined {
  if (act.is === 'hangUp') {
    line.hangUp(act.code);
    return undefined;
  }
  switch (act.what) {
    case 'refuseOnce':
      world.faults.add({ status: 401, path: /^\/(?!interactions|webhooks)/ });
      return undefined;
    case 'resetToken':
      world.resetToken();
      return undefined;
    case 'start':
      if (!line.process) return 'This sandbox has not started the bot.';
      void line.process.start();
      return undefined;
  }
}
