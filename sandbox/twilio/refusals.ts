import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error answer in Twilio's shape: https://www.twilio.com/docs/usage/twilios-response */
export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly status: ContentfulStatusCode;
}

/**
 * The refusals this sandbox knows. Where Twilio's own wording repeats the numbers of the request, so does this one:
 * a client that passes messages on is to be caught doing it.
 */
export const refusals = {
  credentials: (): Refusal => ({ code: 20003, message: 'Authenticate', status: 401 }),
  notFound: (path: string): Refusal => ({
    code: 20404,
    message: `The requested resource ${path} was not found`,
    status: 404,
  }),
  badUpdate: (): Refusal => ({ code: 30400, message: 'Parameters are not valid', status: 400 }),
  notCancelable: (): Refusal => ({ code: 30409, message: 'This message cannot be canceled', status: 400 }),
  notComplete: (): Refusal => ({ code: 20009, message: 'Resource not complete', status: 409 }),
  tooManyRequests: (): Refusal => ({ code: 20429, message: 'Too Many Requests', status: 429 }),
  dailyCapReached: (cap: number): Refusal => ({
    code: 63038,
    message: `Account exceeded the ${cap} daily messages limit`,
    status: 429,
  }),
  toOrder: (status: ContentfulStatusCode, code: number): Refusal => ({
    code,
    message: 'Refused by the sandbox',
    status,
  }),
  notImplemented: (what: string): Refusal => ({
    code: 501,
    message: `The sandbox does not implement ${what}`,
    status: 501,
  }),

  toMissing: () => bad(21604, "A 'To' phone number is required."),
  fromMissing: () => bad(21603, "A 'From' phone number is required."),
  bodyMissing: () => bad(21602, 'Message body is required.'),
  bodyTooLong: () => bad(21617, 'The message body exceeds the limit of 1600 characters.'),
  validityRange: () => bad(90007, 'ValidityPeriod must be between 1 and 36000 seconds.'),
  validityNotInteger: () => bad(90014, 'ValidityPeriod must be a positive integer.'),
  toInvalid: (to: string) => bad(21211, `Invalid 'To' Phone Number: ${to}`),
  toNotMobile: (to: string) => bad(21614, `'To' number is not a valid mobile number: ${to}`),
  noRoute: (to: string, from: string) => bad(21612, `Message cannot be sent with the combination of ${to} and ${from}`),
  countryOff: (to: string) => bad(21408, `Permission to send an SMS has not been enabled for the region of ${to}`),
  optedOut: (to: string) => bad(21610, `Attempt to send to unsubscribed recipient ${to}`),
  trialUnverified: (to: string) => bad(21608, `The number ${to} is unverified. Trial accounts cannot message it.`),
  fromInvalid: (from: string) => bad(21212, `Invalid 'From' Phone Number: ${from}`),
  fromNotOwned: (from: string) => bad(21606, `The 'From' phone number ${from} is not an SMS-capable number of yours.`),
  fromQueueFull: (from: string) => bad(21611, `The 'From' number ${from} has too many queued messages.`),
  channelsDiffer: () => bad(21910, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"),
  noChannel: (from: string) => bad(63007, `Twilio could not find a Channel with the specified From address ${from}`),
  contentInvalid: () => bad(21655, 'The ContentSid is invalid'),
  variablesInvalid: () => bad(21656, 'The ContentVariables Parameter is invalid'),
  serviceEmpty: (sid: string) => bad(21704, `The Messaging Service ${sid} has no phone number to send from.`),
  serviceUnknown: (sid: string) => bad(21701, `The Messaging Service ${sid} does not exist.`),
};

function bad(code: number, message: string): Refusal {
  return { code, message, status: 400 };
}

/** The body of a refusal as Twilio writes it. */
export function refusalJson({ code, message, status }: Refusal) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
