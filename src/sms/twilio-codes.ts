import type { SmsProblem } from '../otp/sms.ts';

/**
 * Twilio's error codes by what they mean to the member: https://www.twilio.com/docs/api/errors
 * A code that is missing here says nothing of the phone.
 */
const table: readonly (readonly [SmsProblem, readonly number[]])[] = [
  // A number that does not exist, a landline, a number of Twilio's own, a sender's name, or one that is us.
  [
    'cannotReceive',
    [21211, 21214, 21217, 21265, 21266, 21267, 21401, 21614, 21635, 30005, 30006, 30038, 60205, 63003, 63024],
  ],
  ['countryOff', [21215, 21408, 60220, 60605]],
  ['optedOut', [21610, 63033]],
  // The phone is off, out of reach or full.
  ['unreachable', [30003]],
  // The carriers in between: unknown to them, congested, timed out, or still queued when the code's life was over.
  ['network', [30008, 30009, 30017, 30036, 30410]],
  // A number or name that may not text, or that the carriers there do not know.
  [
    'sender',
    [21210, 21212, 21606, 21612, 21616, 21659, 21660, 21661, 30018, 30024, 30028, 30033, 30035, 30037, 30040, 30042],
  ],
  // A Messaging Service without numbers, or none of which fits; a Verify service without its WhatsApp sender.
  ['noSender', [21703, 21704, 68008]],
  ['filtered', [30004, 30007, 30039, 30450, 30453, 60238, 60410, 63013, 63032, 63049]],
  // Credentials, an account that is closed, suspended or on trial, a registration that is missing, and what we ask for wrongly.
  [
    'configuration',
    [
      10001, 10002, 20001, 20003, 20005, 20006, 20008, 20403, 20404, 21219, 21603, 21608, 21617, 21624, 21701, 21705,
      21216, 30002, 30010, 30032, 30034, 30044, 60200, 60204, 60223, 63001, 63005, 63007, 63016, 63021, 63027, 63028,
      63041, 63042, 63051, 63112, 90010,
    ],
  ],
  // Also a number that was sent to five times within ten minutes, and one that others send to in the same moment.
  ['busy', [10004, 14107, 20429, 21611, 30001, 30022, 60202, 60203, 60212, 63018]],
  // Caps of a day: the account's, a carrier's, and the one of a brand.
  ['dayFull', [30023, 30027, 63038]],
];

const problems = new Map(table.flatMap(([problem, codes]) => codes.map((code) => [code, problem] as const)));

/** Verify's code for a parameter that it cannot read, whichever that is. */
const INVALID_PARAMETER = 60200;

/**
 * The problem behind Twilio's error code or, where the code is unknown, behind the HTTP status.
 * Without a status it is a message that was accepted and did not arrive.
 */
export function problemOf({
  status,
  errorCode,
  isOfNumber = false,
}: {
  status?: number | undefined;
  errorCode?: number | undefined;
  isOfNumber?: boolean;
}): SmsProblem {
  if (errorCode === INVALID_PARAMETER && isOfNumber) return 'cannotReceive';
  const known = errorCode === undefined ? undefined : problems.get(errorCode);
  if (known) return known;
  if (status === undefined) return 'notArrived';
  if (status === 429) return 'busy';
  return status === 400 ? 'sender' : 'configuration';
}
