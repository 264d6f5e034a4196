import type { SmsProblem } from '../otp/ports.ts';

/** Twilio's error codes by what they mean to the member: https://www.twilio.com/docs/api/errors */
const table: readonly (readonly [SmsProblem, readonly number[]])[] = [
  ['cannotReceive', [21211, 21217, 21614, 21635, 30005, 30006]],
  ['countryOff', [21408, 60605]],
  ['optedOut', [21610]],
  ['unreachable', [30003, 30008, 30036]],
  ['sender', [21212, 21606, 21612]],
  ['filtered', [30004, 30007, 30450, 30453]],
  ['configuration', [20003, 20404, 21603, 21608, 21701, 30002, 30032, 30034]],
  ['busy', [63038, 30022, 14107, 21611, 30001, 20429]],
];

const problems = new Map(table.flatMap(([problem, codes]) => codes.map((code) => [code, problem] as const)));

/**
 * The problem behind Twilio's error code or, where the code is unknown, behind the HTTP status.
 * Without a status it is a message that was accepted and did not arrive.
 */
export function problemOf({
  status,
  errorCode,
}: {
  status?: number | undefined;
  errorCode?: number | undefined;
}): SmsProblem {
  const known = errorCode === undefined ? undefined : problems.get(errorCode);
  if (known) return known;
  if (status === undefined) return 'unreachable';
  if (status === 429) return 'busy';
  return status === 400 ? 'sender' : 'configuration';
}
