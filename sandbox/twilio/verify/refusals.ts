import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal } from '../refusals.ts';

const refusal = (status: ContentfulStatusCode, code: number, message: string): Refusal => ({ status, code, message });

/** What Verify refuses: https://www.twilio.com/docs/verify/api/error-codes */
export const verifyRefusals = {
  parameter: (name: string, value: string) => refusal(400, 60200, `Invalid parameter \`${name}\`: ${value}`),
  tooManyChecks: () => refusal(429, 60202, 'Max check attempts reached'),
  tooManySends: () => refusal(429, 60203, 'Max send attempts reached'),
  noCustomCode: () => refusal(403, 60204, 'Service does not support this feature: custom code'),
  landline: (to: string) => refusal(403, 60205, `SMS is not supported by landline phone number ${to}`),
  tooManyAtOnce: () => refusal(429, 60212, 'Too many concurrent requests for phone number'),
  needsVetting: () => refusal(403, 60220, 'Messages to China require use case vetting'),
  channelOff: (channel: string) => refusal(400, 60223, `Delivery channel disabled: ${channel}`),
  countryOff: (to: string) =>
    refusal(403, 60605, `Verification delivery attempt blocked. The destination ${to} is not allowed.`),
  noWhatsappSender: () => refusal(400, 68008, 'Verify WhatsApp channel not configured'),
};
