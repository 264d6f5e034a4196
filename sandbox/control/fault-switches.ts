import type { TwilioFaults } from '../twilio/twilio.ts';
import { guildOf } from '../world/lookup.ts';
import { highestRole } from '../world/permissions.ts';
import { FAULTS, type Fault, type Switch } from './faults.ts';
import type { ControlParts } from './parts.ts';
import { createServerSwitches } from './server-switches.ts';

const SLOW_MS = 5_000;
const PRICED_AFTER_MS = 12 * 60 * 60_000;
const REPORTED_AFTER_MS = 10 * 60_000;
const AT_ONCE_MS = 1_000;
/** A code that Twilio's table of errors does not have. */
const UNKNOWN_CODE = 39_999;
const WAIT_SECONDS = 30;
const LOWEST = 1;

type Switches = Readonly<Record<Fault, Switch>>;

/** The page's switches for what can go wrong: at Twilio, at Discord and in the server. */
export function createFaultSwitches(parts: ControlParts) {
  const { world, line } = parts;
  const switches: Switches = {
    ...twilioSwitches(parts),
    ...createServerSwitches(parts),
    roleAboveBot: roleAboveBot(parts),
    cutOff: { set: (on) => line.cutOff(on), isOn: () => line.isCutOff() },
    discordDown: standing(() => world.faults.hold({ status: 503 })),
    rolesLimited: standing(() =>
      world.faults.hold({ path: /\/members\/\d+\/roles\//, status: 429, retryAfter: WAIT_SECONDS }),
    ),
  };
  return {
    set: (fault: Fault, on: boolean) => switches[fault].set(on),
    /** Those that are on. */
    state: (): Fault[] => FAULTS.filter((fault) => switches[fault].isOn()),
  };
}

/** Twilio's faults that are on or off, and nothing between. */
type PlainFault = {
  [Name in keyof TwilioFaults]: TwilioFaults[Name] extends boolean ? Name : never;
}[keyof TwilioFaults];

function twilioSwitches({ twilio }: ControlParts) {
  const { setFaults } = twilio;
  const plain = (fault: PlainFault): Switch => ({
    set: (on) => setFaults({ [fault]: on }),
    isOn: () => twilio.faults[fault],
  });
  return {
    undelivered: plain('undelivered'),
    landline: plain('landline'),
    unregistered: plain('unregistered'),
    voicemail: plain('voicemail'),
    busyLine: plain('busyLine'),
    noAnswer: plain('noAnswer'),
    noWhatsapp: plain('noWhatsapp'),
    voip: plain('voip'),
    noSender: plain('noSender'),
    verifyDown: plain('verifyDown'),
    lookupDown: plain('lookupDown'),
    customCodesOff: customCodesOff(twilio),
    lateReport: {
      set: (on) => setFaults({ reportAfterMs: on ? REPORTED_AFTER_MS : AT_ONCE_MS }),
      isOn: () => twilio.faults.reportAfterMs > AT_ONCE_MS,
    },
    unknownCode: {
      set: (on) => setFaults({ deliveryError: on ? UNKNOWN_CODE : null }),
      isOn: () => twilio.faults.deliveryError !== null,
    },
    dailyCap: {
      set: (on) => setFaults({ dailyCap: on ? twilio.sentToday() : null }),
      isOn: () => twilio.faults.dailyCap !== null,
    },
    twilioDown: { set: (on) => setFaults({ down: on }), isOn: () => twilio.faults.down },
    twilioDropped: { set: (on) => setFaults({ dropped: on }), isOn: () => twilio.faults.dropped },
    twilioSlow: { set: (on) => setFaults({ slowMs: on ? SLOW_MS : 0 }), isOn: () => twilio.faults.slowMs > 0 },
    latePrices: {
      set: (on) => setFaults({ priceAfterMs: on ? PRICED_AFTER_MS : 0 }),
      isOn: () => twilio.faults.priceAfterMs > 0,
    },
  } satisfies Partial<Switches>;
}

/** In the settings of every Verify service, as it is at Twilio: so mending the service ends it. */
function customCodesOff({ verify }: ControlParts['twilio']): Switch {
  return {
    isOn: () => verify.services().some(({ customCodeEnabled }) => !customCodeEnabled),
    set(on) {
      for (const { sid } of verify.services()) verify.updateService(sid, { customCodeEnabled: !on });
    },
  };
}

/** Puts the bot's role below all others, and back where it stood. */
function roleAboveBot({ world, seeded }: ControlParts): Switch {
  let formerPosition: number | undefined;
  return {
    isOn: () => formerPosition !== undefined,
    set(on) {
      const role = highestRole(guildOf(world, seeded.guildId), world.application.botId);
      if (!role || role.position === 0 || on === (formerPosition !== undefined)) return;
      const position = formerPosition ?? LOWEST;
      formerPosition = on ? role.position : undefined;
      world.moveRole(seeded.guildId, role.id, position);
    },
  };
}

/** A switch for what stands until it is taken back. */
function standing(begin: () => () => void): Switch {
  let end: (() => void) | undefined;
  return {
    isOn: () => end !== undefined,
    set(on) {
      if (on === (end !== undefined)) return;
      end?.();
      end = on ? begin() : undefined;
    },
  };
}
