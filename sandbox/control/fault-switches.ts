import { guildOf } from '../world/lookup.ts';
import { highestRole } from '../world/permissions.ts';
import type { ControlParts } from './parts.ts';
import type { Faults } from './view.ts';

const SLOW_MS = 5_000;
const PRICED_AFTER_MS = 12 * 60 * 60_000;
const LOWEST = 1;

/** The page's switches for what can go wrong, at Twilio and in the server's list of roles. */
export function createFaultSwitches({ world, twilio, seeded }: ControlParts) {
  /** Where the bot's role stood before it was put below all others. */
  let formerPosition: number | undefined;

  function putRolesAboveBot(on: boolean): void {
    const role = highestRole(guildOf(world, seeded.guildId), world.application.botId);
    if (!role || role.position === 0 || on === (formerPosition !== undefined)) return;
    const position = formerPosition ?? LOWEST;
    formerPosition = on ? role.position : undefined;
    world.moveRole(seeded.guildId, role.id, position);
  }

  const switches: Record<keyof Faults, (on: boolean) => void> = {
    undelivered: (on) => twilio.setFaults({ undelivered: on }),
    landline: (on) => twilio.setFaults({ landline: on }),
    twilioDown: (on) => twilio.setFaults({ down: on }),
    twilioSlow: (on) => twilio.setFaults({ slowMs: on ? SLOW_MS : 0 }),
    latePrices: (on) => twilio.setFaults({ priceAfterMs: on ? PRICED_AFTER_MS : 0 }),
    roleAboveBot: putRolesAboveBot,
  };

  return {
    set: (fault: keyof Faults, on: boolean) => switches[fault](on),
    state: (): Faults => ({
      undelivered: twilio.faults.undelivered,
      landline: twilio.faults.landline,
      twilioDown: twilio.faults.down,
      twilioSlow: twilio.faults.slowMs > 0,
      latePrices: twilio.faults.priceAfterMs > 0,
      roleAboveBot: formerPosition !== undefined,
    }),
  };
}
