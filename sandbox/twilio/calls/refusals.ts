import type { Refusal } from '../refusals.ts';

const bad = (code: number, message: string): Refusal => ({ status: 400, code, message });

/** What Twilio refuses of a call. */
export const callRefusals = {
  toMissing: () => bad(21201, "No 'To' number is specified"),
  nothingToSay: () => bad(21205, 'Url parameter is required.'),
  timeout: () => bad(21208, 'Invalid Timeout'),
  fromNotOwned: (from: string) =>
    bad(21210, `The source phone number provided, ${from}, is not yet verified for your account.`),
  fromMissing: () => bad(21213, 'Caller phone number is required.'),
  toUnreachable: (to: string) => bad(21214, `The phone number you are attempting to call, ${to}, cannot be reached.`),
  countryOff: (to: string) =>
    bad(21215, `Account not authorized to call ${to}. Perhaps you need to enable some international permissions.`),
  toBlocked: (to: string) => bad(21216, `Account not allowed to call ${to}`),
  toNotValid: (to: string) => bad(21217, `Phone number does not appear to be valid: ${to}`),
  trialUnverified: (to: string) =>
    bad(21219, `The number ${to} is unverified. Trial accounts may only make calls to verified numbers.`),
  notUnderWay: () => bad(21220, 'Call is not in-progress. Cannot redirect.'),
  twimlTooLong: () => bad(32018, 'Twiml size exceeded maximum allowed value of 4000 characters'),
  parameter: (name: string) => bad(20001, `Invalid parameter: ${name}`),
};
