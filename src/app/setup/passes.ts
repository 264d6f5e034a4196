import type { DoorSteps } from '../../discord/door/handlers.ts';
import { doorRoutes } from '../../discord/door/ids.ts';
import { exemptRoutes } from '../../discord/exempt/ids.ts';
import { lazily } from '../../discord/interactions/lazily.ts';

/** What answers the pages of who passes without a number: by an exemption, or by the open gate. */
export const passHandlers = (setup: DoorSteps, old: Parameters<typeof lazily>[2]) => [
  lazily(
    Object.values(doorRoutes),
    async () => (await import('../../discord/door/handlers.ts')).doorHandlers(setup),
    old,
  ),
  lazily(
    Object.values(exemptRoutes),
    async () => (await import('../../discord/exempt/handlers.ts')).exemptHandlers(setup),
    old,
  ),
];
