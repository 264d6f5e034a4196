import type { SandboxClock } from '../clock.ts';
import type { Actor } from '../discord/actor/actor.ts';
import type { TwilioWorld } from '../twilio/twilio.ts';
import type { Seeded } from '../world/seed.ts';
import type { World } from '../world/world.ts';

/** What of the sandbox the page shows and moves. */
export interface ControlParts {
  readonly world: World;
  readonly twilio: TwilioWorld;
  readonly clock: SandboxClock;
  /** Which server and channel the page opens. */
  readonly seeded: Seeded;
  actor(userId: string): Actor;
}
