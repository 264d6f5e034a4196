import type {
  MessageInstance,
  MessageListInstance,
  MessageListInstanceCreateOptions,
} from 'twilio/lib/rest/api/v2010/account/message.js';
import type { Clock, Ms } from '../clock.ts';
import type { SmsBills } from '../gate/journal/billing.ts';
import type { Delivery, DeliveryReport, SendResult, SmsBill, SmsSender } from '../otp/sms.ts';
import type { TwilioSettings } from './client.ts';
import { codeOfTwilio, mayRepeat, reduceFailure, resultOf, type TwilioFailure } from './failure.ts';
import { problemOf } from './twilio-codes.ts';

/** What went wrong, for the log and for staff. It names no person: no number, no text, no credentials. */
export interface TwilioReport extends TwilioFailure {
  readonly doing: 'send' | 'askStatus' | 'deliver';
  readonly messageId: string | undefined;
}

export interface TwilioSenderDeps {
  readonly clock: Clock;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly report?: (report: TwilioReport) => void;
}

/** How a request that Twilio turned away as one too many is repeated: `tries` in all, after 1, 2, 4 … `wait`s, each half to full. */
export interface RepeatPolicy {
  readonly tries: number;
  readonly wait: Ms;
}

/**
 * Sends through Twilio's Messages API. A message is requested once: after a time-out, a broken connection or a 5xx it may be on its
 * way, and Twilio has no idempotency key. Only 20429, which Twilio has not processed, is repeated.
 */
export function createTwilioSender(
  settings: TwilioSettings,
  { clock, random, report }: TwilioSenderDeps,
  { tries, wait }: RepeatPolicy = { tries: 3, wait: 500 },
): SmsSender & SmsBills {
  let loaded: ReturnType<typeof loadMessages> | undefined;
  // Twilio's library takes longer to load than all of ours: that is for the first SMS, not for the start.
  const messages = () => (loaded ??= loadMessages(settings));
  const { sender } = settings;
  const from = sender.is === 'number' ? { from: sender.from } : { messagingServiceSid: sender.sid };

  function pause(tried: number): Promise<void> {
    const longest = wait * 2 ** (tried - 1);
    return new Promise((resolve) => clock.after(longest * (0.5 + random() / 2), resolve));
  }

  async function request(message: MessageListInstanceCreateOptions, tried: number): Promise<SendResult> {
    try {
      const { sid } = await (await messages()).create(message);
      if (sid) return { is: 'accepted', messageId: sid };
      // Something between here and Twilio has answered, and may have asked it.
      throw new Error('The answer names no message');
    } catch (thrown) {
      const failure = failureOf(thrown);
      report?.({ doing: 'send', ...failure, messageId: undefined });
      if (!mayRepeat(failure) || tried >= tries) return resultOf(failure);
    }
    await pause(tried);
    return request(message, tried + 1);
  }

  function readReport(message: MessageInstance): DeliveryReport {
    const { status, sid } = message;
    const code = codeOfTwilio(message.errorCode);
    const delivery = deliveryOf(status, code);
    const bill = billOf(message);
    if (delivery.is !== 'failed') return { ...delivery, ...(bill && { bill }) };
    report?.({ doing: 'deliver', status: undefined, errorCode: code, network: undefined, messageId: sid });
    return { ...delivery, ...(code !== undefined && { code }), ...(bill && { bill }) };
  }

  return {
    send: ({ to, body, validFor }) => request({ ...from, to, body, validityPeriod: seconds(validFor) }, 1),

    // A message has no ending of its own.
    settle: async () => {},

    async status(messageId) {
      try {
        return readReport(await (await messages())(messageId).fetch());
      } catch (thrown) {
        report?.({ doing: 'askStatus', ...failureOf(thrown), messageId });
        return { is: 'underway' };
      }
    },

    async report(messageId) {
      try {
        return readReport(await (await messages())(messageId).fetch());
      } catch (thrown) {
        const failure = failureOf(thrown);
        report?.({ doing: 'askStatus', ...failure, messageId });
        return failure.status === 404 ? undefined : 'unreachable';
      }
    },
  };
}

/** As it is reduced; an answer that Twilio's library could make nothing of is a bad message. */
function failureOf(thrown: unknown): TwilioFailure {
  const failure = reduceFailure(thrown);
  const isNamed = failure.status !== undefined || failure.network !== undefined;
  return isNamed ? failure : { ...failure, network: 'EBADMSG' };
}

async function loadMessages(settings: TwilioSettings): Promise<MessageListInstance> {
  const { createTwilioClient } = await import('./client.ts');
  return createTwilioClient(settings).messages;
}

/** A code's life as Twilio takes it: whole seconds, at most ten hours. */
function seconds(life: Ms): number {
  return Math.min(36_000, Math.max(1, Math.ceil(life / 1000)));
}

function deliveryOf(status: MessageInstance['status'], errorCode: number | undefined): Delivery {
  switch (status) {
    case 'delivered':
    case 'read':
      return { is: 'delivered' };
    case 'sent':
      return { is: 'sent' };
    case 'undelivered':
    case 'failed':
    case 'canceled':
      return { is: 'failed', problem: problemOf({ errorCode }) };
    default:
      return { is: 'underway' };
  }
}

/**
 * Segments and price appear once the message is sent; the price may take a day. Twilio writes it as what it does to the
 * account: `-0.00830`.
 */
function billOf({ numSegments, price, priceUnit }: MessageInstance): SmsBill | undefined {
  const segments = Number(numSegments);
  if (!Number.isInteger(segments) || segments < 1) return undefined;
  const charged = price ? Math.abs(Number(price)) : Number.NaN;
  const currency = priceUnit?.toUpperCase();
  const isPriced = Number.isFinite(charged) && /^[A-Z]{3}$/.test(currency);
  return { segments, ...(isPriced && { price: charged, currency }) };
}
