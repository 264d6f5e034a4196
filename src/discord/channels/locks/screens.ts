import type { Clock, Ms } from '../../../clock.ts';
import { EDITABLE } from '../../verify/live-panels.ts';

/** Screens that are kept true, over all servers. */
const MOST_SCREENS = 1_000;

/** Shows somebody how far it is. Never throws. */
type Redraw = () => Promise<void>;

/** Keeps the last screen of each server true where somebody waits for what is underway. Held in memory: after a restart a press draws it again. */
export function createScreens(clock: Pick<Clock, 'now'>) {
  const open = new Map<string, { readonly redraw: Redraw; readonly until: Ms }>();
  return {
    follow(serverId: string, redraw: Redraw): void {
      if (open.size >= MOST_SCREENS) open.clear();
      open.set(serverId, { redraw, until: clock.now() + EDITABLE });
    },
    async redraw(serverId: string, isLast: boolean): Promise<void> {
      const screen = open.get(serverId);
      if (isLast) open.delete(serverId);
      if (screen && clock.now() < screen.until) await screen.redraw();
    },
  };
}
