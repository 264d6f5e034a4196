import type { MessageInstance, MessageListInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { Ms } from '../../clock.ts';
import type { Delivery, DeliveryReport } from '../../otp/sms.ts';
import { codeOfTwilio } from '../failure.ts';
import type { TextSender, WhatsappSender } from '../settings.ts';
import { problemOf } from '../twilio-codes.ts';
import { billFrom } from './bill.ts';
import type { Product, Sent } from './product.ts';

/** Twilio's Messages API: https://www.twilio.com/docs/messaging/api/message-resource */
export type Messages = () => Promise<MessageListInstance>;

/** Codes by SMS, in our words. */
export function textMessages(messages: Messages, sender: TextSender): Product {
  const from = sender.is === 'number' ? { from: sender.from } : { messagingServiceSid: sender.sid };
  return {
    create: async ({ to, body, validFor }) =>
      (await messages()).create({ ...from, to, body, validityPeriod: seconds(validFor) }),
  };
}

/** SMS and WhatsApp messages that were sent. */
export const sentMessages = (messages: Messages): Sent => ({
  read: async (sid) => reportOf(await (await messages())(sid).fetch()),
  empty: async (sid) => void (await (await messages())(sid).update({ body: '' })),
  remove: async (sid) => void (await (await messages())(sid).remove()),
});

/** Codes by WhatsApp, in an authentication template, which takes the code as its only variable. */
export function whatsappMessages(messages: Messages, own: WhatsappSender | undefined): Product {
  if (!own) return { create: () => undefined };
  const { from, template } = own;
  return {
    create: async ({ to, code }) =>
      (await messages()).create({
        from: `whatsapp:${from}`,
        to: `whatsapp:${to}`,
        contentSid: template,
        contentVariables: JSON.stringify({ 1: code }),
      }),
  };
}

/** A code's life as Twilio takes it: whole seconds, at most ten hours. */
function seconds(life: Ms): number {
  return Math.min(36_000, Math.max(1, Math.ceil(life / 1000)));
}

function reportOf({ status, errorCode, numSegments, price, priceUnit }: MessageInstance): DeliveryReport {
  // Segments and price appear once the message is sent; the price may take a day.
  const bill = billFrom({ segments: Number(numSegments), price, currency: priceUnit });
  const code = codeOfTwilio(errorCode);
  const delivery = messageDelivery(status, code);
  const isFailure = delivery.is === 'failed';
  return { ...delivery, ...(isFailure && code !== undefined && { code }), ...(bill && { bill }) };
}

/** How far a message has come, by its status. */
export function messageDelivery(status: unknown, errorCode: number | undefined): Delivery {
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
