import type { CallInstance, CallListInstance } from 'twilio/lib/rest/api/v2010/account/call.js';
import type { Delivery, DeliveryReport } from '../../otp/sms.ts';
import { billFrom } from './bill.ts';
import type { Product, Sent } from './product.ts';

export type Calls = () => Promise<CallListInstance>;

/** How long a phone rings, in s: long enough to get at it, too short for most mailboxes. */
const RINGS = 25;
/** How long a call may last, in s. A code is read out twice in less. */
const LASTS = 60;

/**
 * Codes by calls that read them out: https://www.twilio.com/docs/voice/api/call-resource
 * @param from a voice number; without one nobody is called
 */
export function phoneCalls(calls: Calls, from: string | undefined): Product {
  return { create: ({ to, body }) => (from === undefined ? undefined : place(calls, { from, to, twiml: body })) };
}

/** Calls that were placed. No text of theirs is kept. */
export const placedCalls = (calls: Calls): Omit<Sent, 'empty'> => ({
  read: async (sid) => reportOf(await (await calls())(sid).fetch()),
  remove: async (sid) => void (await (await calls())(sid).remove()),
});

async function place(calls: Calls, call: { from: string; to: string; twiml: string }) {
  return (await calls()).create({ ...call, timeout: RINGS, timeLimit: LASTS });
}

function reportOf({ status, price, priceUnit }: CallInstance): DeliveryReport {
  const delivery = callDelivery(status);
  const bill = billFrom({ segments: 1, price, currency: priceUnit });
  return { ...delivery, ...(bill && { bill }) };
}

/** How far a call has come, by its status. `completed` says that somebody answered, or a machine. */
export function callDelivery(status: unknown): Delivery {
  switch (status) {
    case 'completed':
      return { is: 'delivered' };
    case 'in-progress':
      return { is: 'sent' };
    case 'busy':
      return { is: 'failed', problem: 'lineBusy' };
    case 'no-answer':
      return { is: 'failed', problem: 'noAnswer' };
    // The number cannot be dialled, says Twilio.
    case 'failed':
      return { is: 'failed', problem: 'cannotReceive' };
    case 'canceled':
      return { is: 'failed', problem: 'notArrived' };
    default:
      return { is: 'underway' };
  }
}
