import type { SendResult } from '../otp/sms.ts';
import { problemOf } from './twilio-codes.ts';

/** What may be known of a failed request: nothing in it comes from the message, its receiver or the credentials. */
export interface TwilioFailure {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** Twilio's error code: https://www.twilio.com/docs/api/errors */
  readonly errorCode: number | undefined;
  /** The network's name for it, such as ECONNRESET or SELF_SIGNED_CERT_IN_CHAIN. */
  readonly network: string | undefined;
  /** Only where it is true: what Twilio could not read is the number. */
  readonly isOfNumber?: true;
  /** Only where it is true: no connection was made, so nothing has left this machine. */
  readonly unsent?: true;
}

/** Marks an error of a request that never had a connection, see `transport.ts`. */
export const UNSENT = 'unsent';

/** Reduces whatever Twilio's client threw to what may be logged. The rest of it (code, number, Authorization) ends here. */
export function reduceFailure(thrown: unknown): TwilioFailure {
  const fields = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const status = 'status' in fields ? fields.status : undefined;
  const code = 'code' in fields ? fields.code : undefined;
  return {
    status: typeof status === 'number' ? status : undefined,
    errorCode: codeOfTwilio(code),
    network: networkName(code),
    ...('message' in fields && namesNumber(fields.message) && { isOfNumber: true }),
    ...(UNSENT in fields && fields[UNSENT] === true && { unsent: true }),
  };
}

/** Whether a message on a parameter is about the number. Its words go no further: they have the number in them. */
const namesNumber = (message: unknown) =>
  typeof message === 'string' && /^Invalid parameter:? [`'"]?To\b/i.test(message);

/** Twilio's codes have five digits at most. What is longer came from somebody else, and may be anything, a number among it. */
export function codeOfTwilio(code: unknown): number | undefined {
  return typeof code === 'number' && Number.isInteger(code) && code > 0 && code < 100_000 ? code : undefined;
}

/** Names of causes are in capitals. Without three digits in a row they hold no number, no code and no key. */
function networkName(code: unknown): string | undefined {
  const isName = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,79}$/.test(code) && !/\d{3}/.test(code);
  return isName ? code : undefined;
}

/**
 * What a failed request to send means. Only a 4xx, or no connection at all, says for certain that nothing was sent; after a time-out
 * (also one reported as 408), a broken connection or a 5xx the message may be on its way.
 */
export function resultOf(failure: TwilioFailure): SendResult {
  const { status, errorCode, unsent } = failure;
  if (unsent) return { is: 'refused', problem: 'noConnection', asked: false };
  if (status === undefined || status < 400 || status >= 500 || status === 408) return { is: 'unknown' };
  return { is: 'refused', problem: problemOf(failure), ...(errorCode !== undefined && { code: errorCode }) };
}

/** True for a request that Twilio turned away unread because there are too many: the one kind that is safe to repeat. */
export function mayRepeat({ status, errorCode }: TwilioFailure): boolean {
  return status === 429 && (errorCode === 20429 || errorCode === undefined);
}
