import { onTestFinished } from 'vitest';
import { manualClock, type SandboxClock } from '../../sandbox/clock.ts';
import type { Who } from '../../src/base/member-ref.ts';
import type { GrantObstacle, RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import type { Channel, Ending, SendResult, SmsSender } from '../../src/otp/sms.ts';
import { serveTwilio } from '../sandbox/twilio/served.ts';
import type { Place as StoresOfAKind } from '../storage/contracts/place.ts';
import { freshFile } from '../storage/support.ts';
import { makeDatabase } from './migrated.ts';
import { countedCodes, type Latchkey, type LatchkeyOptions, startLatchkey, twilioSender } from './verifier.ts';

/** A code that is never the one in an SMS here. */
export const wrongCode = '0000';

export interface SentSms {
  readonly channel: Channel;
  readonly to: E164;
  readonly code: string;
  /** Whose challenge it belongs to. */
  readonly memberId: string;
}

const codeIn = (body: string) => body.slice(-4);

/** Phones without a carrier between: keeps every SMS, and answers what the test says. */
export function recordingPhones(answer: (count: number) => SendResult | Promise<SendResult> = accepted) {
  const sent: SentSms[] = [];
  const endings: [messageId: string, ending: Ending][] = [];
  const sms: SmsSender = {
    async send({ channel, to, body }) {
      sent.push({ channel, to, code: codeIn(body), memberId: body.split(':')[0] ?? '' });
      return answer(sent.length);
    },
    status: async () => ({ is: 'underway' }),
    async settle(messageId, ending) {
      endings.push([messageId, ending]);
    },
  };
  return { sms, sent, endings, code: (phone: E164) => sent.findLast(({ to }) => to === phone)?.code ?? '' };
}

const accepted = (count: number): SendResult => ({ is: 'accepted', messageId: `SM${count}` });

/** Discord's side of a grant: keeps every request, and answers `obstacle`, or that the role is given. */
export function recordingRoles() {
  const asked: { who: Who; roleId: string }[] = [];
  const state: { obstacle?: GrantObstacle | undefined } = {};
  const roles: RoleKeeper = {
    take: async () => ({ is: 'done' }),
    look: async () => ({ is: 'seen', member: { roles: [], pending: false } }),
    async give(who, roleId) {
      asked.push({ who, roleId });
      await new Promise((resolve) => setImmediate(resolve));
      return state.obstacle ? { is: 'refused', obstacle: state.obstacle } : { is: 'done' };
    },
  };
  return { roles, asked, state };
}

type Change = Partial<Omit<LatchkeyOptions, 'address' | 'clock'>>;

type StorePlace = Pick<StoresOfAKind, 'address'>;

/** Stores and a clock on which any number of Latchkeys may be started, side by side or one after another. */
function placeOn(clock: SandboxClock, sms: SmsSender, defaults: Change, stores?: StorePlace) {
  const file = freshFile();
  let made: Promise<void> | undefined;
  const onFile = async () => {
    made ??= makeDatabase(file);
    await made;
    return { databaseUrl: `sqlite:${file}` };
  };
  const address = stores?.address ?? onFile;
  const discord = recordingRoles();
  const shared = { sms, newCode: countedCodes(), roles: discord.roles, ...defaults, clock };
  return {
    /** Where the stores are, unless told otherwise. */
    file,
    address,
    clock,
    discord,
    /** Starts another process's Latchkey. It ends with the test at the latest. */
    async start(change: Change = {}): Promise<Latchkey> {
      const latchkey = await startLatchkey({ ...shared, address: await address(), ...change });
      onTestFinished(latchkey.close);
      return latchkey;
    },
  };
}

/** A place whose phones get every SMS at once. */
export function createPlace(defaults: Change = {}, phones = recordingPhones(), stores?: StorePlace) {
  return { ...placeOn(manualClock(), phones.sms, defaults, stores), ...phones };
}

/** A place with the real Twilio client in front of the sandbox's Twilio. @param timeout of a request to Twilio, in ms */
export async function createPlaceWithTwilio(defaults: Change = {}, timeout = 5000, stores?: StorePlace) {
  const { clock, world, url, close } = await serveTwilio();
  onTestFinished(close);
  const sms = twilioSender(url, clock, timeout);
  return {
    ...placeOn(clock, sms, defaults, stores),
    world,
    url,
    /** The codes that Twilio has taken on for a phone, oldest first. */
    codes: (phone: E164) => world.messages.filter(({ to }) => to === phone).map(({ body }) => codeIn(body)),
  };
}
