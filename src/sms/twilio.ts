import type { Clock } from '../clock.ts';
import type { SmsBills } from '../gate/journal/billing.ts';
import type { DeliveryReport, Ending, SmsSender } from '../otp/sms.ts';
import { phoneCalls, placedCalls } from './products/calls.ts';
import { sentMessages, textMessages, whatsappMessages } from './products/messages.ts';
import type { Product, Sent } from './products/product.ts';
import { startedVerifications, verifications } from './products/verify.ts';
import { createSendingOnce, failureOf, type TwilioSenderDeps } from './requests.ts';
import type { TwilioSettings } from './settings.ts';

/** Whether Twilio was told how a code ended. */
export type Told = 'told' | 'notTold';

/** `early`: not yet, since it is under way. `gone`: Twilio does not know it. */
export type Forgot = 'done' | 'gone' | 'early' | 'failed';

/** Twilio's code for a message that is not final, which it does not change. */
const NOT_FINAL = 20009;

export interface TwilioSender extends Omit<SmsSender, 'settle'>, SmsBills {
  /** Tells Twilio how a code ended; missing where the product does not ask for it. Never throws for what Twilio says. */
  readonly end?: (messageId: string, ending: Ending) => Promise<Told>;
  /** Makes Twilio forget what was sent; missing where it is to keep it. Never throws for what Twilio says. */
  readonly forget?: { readonly [Act in 'empty' | 'remove']: (messageId: string) => Promise<Forgot> };
}

/** Sends codes through Twilio, by the product and over the channels that are set. Each is sent once: see `createSendingOnce`. */
export function createTwilioSender(settings: TwilioSettings, deps: TwilioSenderDeps): TwilioSender {
  const { report } = deps;
  let loaded: Client | undefined;
  // Twilio's library takes longer to load than all of ours: that is for the first SMS, not for the start.
  const client = () => (loaded ??= loadClient(settings));
  const product = productOf(settings, client, deps.clock);
  const sent = sentBy(client);
  const sendOnce = createSendingOnce(deps);
  const { end } = product;

  async function read(messageId: string): Promise<DeliveryReport | undefined> {
    const found = await sent.read(messageId);
    if (found?.is === 'failed') {
      report?.({ doing: 'deliver', status: undefined, errorCode: found.code, network: undefined, messageId });
    }
    return found;
  }

  async function forgetBy(act: Sent['remove'], messageId: string): Promise<Forgot> {
    try {
      await act(messageId);
      return 'done';
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.status === 404) return 'gone';
      if (failure.errorCode === NOT_FINAL) return 'early';
      report?.({ doing: 'forget', ...failure, messageId });
      return 'failed';
    }
  }

  return {
    send: (message) => sendOnce(() => product.create(message)),

    async status(messageId) {
      try {
        return (await read(messageId)) ?? { is: 'underway' };
      } catch (thrown) {
        report?.({ doing: 'askStatus', ...failureOf(thrown), messageId });
        return { is: 'underway' };
      }
    },

    async report(messageId) {
      try {
        return await read(messageId);
      } catch (thrown) {
        const failure = failureOf(thrown);
        report?.({ doing: 'askStatus', ...failure, messageId });
        return failure.status === 404 ? undefined : 'unreachable';
      }
    },

    ...(settings.forgets && {
      forget: {
        empty: (messageId: string) => forgetBy(sent.empty, messageId),
        remove: (messageId: string) => forgetBy(sent.remove, messageId),
      },
    }),

    ...(end && {
      async end(messageId, ending) {
        try {
          await end(messageId, ending);
          return 'told';
        } catch (thrown) {
          report?.({ doing: 'settle', ...failureOf(thrown), messageId });
          return 'notTold';
        }
      },
    }),
  };
}

type Client = ReturnType<typeof loadClient>;

/** What is set, for what is sent from now on. */
function productOf({ sender, calls, whatsapp }: TwilioSettings, client: () => Client, clock: Clock): Product {
  if (sender.is === 'verify') return verifications(client, sender.sid, clock);
  const messages = async () => (await client()).messages;
  const ways = {
    sms: textMessages(messages, sender),
    call: phoneCalls(async () => (await client()).calls, calls?.from),
    whatsapp: whatsappMessages(messages, whatsapp?.own),
  };
  return { create: (message) => ways[message.channel].create(message) };
}

/** What was sent, by its sid: another product may have sent it, where the operator has gone from one to the other since. */
function sentBy(client: () => Client): Sent {
  const messages = sentMessages(async () => (await client()).messages);
  const calls = placedCalls(async () => (await client()).calls);
  const verified = startedVerifications(client);
  const ofSid = (sid: string) => (sid.startsWith('CA') ? calls : messages);
  return {
    read: (sid) => (sid.startsWith('VE') ? verified : ofSid(sid)).read(sid),
    empty: messages.empty,
    remove: (sid) => ofSid(sid).remove(sid),
  };
}

async function loadClient(settings: TwilioSettings) {
  const { createTwilioClient } = await import('./client.ts');
  return createTwilioClient(settings);
}
