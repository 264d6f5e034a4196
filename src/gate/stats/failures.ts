import type { JournalEntry } from '../ports.ts';

/** Why members did not get on, in the order in which they are told where the counts are equal. */
export const failures = [
  'wrongCode',
  'unreachable',
  'lineBusy',
  'noAnswer',
  'cannotReceive',
  'countryOff',
  'optedOut',
  'filtered',
  'busy',
  'lineRefused',
  'lineToStaff',
  'network',
  'notArrived',
  'noConnection',
  'dayFull',
  'noSender',
  'sender',
  'configuration',
  'limit',
  'numberTaken',
  'numberBlocked',
  'roleNotGiven',
  'unknown',
] as const;

export type Failure = (typeof failures)[number];

/** Why members failed, each time they did. */
export function failuresIn(entries: readonly JournalEntry[]): Failure[] {
  return entries.flatMap((entry) => failureOf(entry) ?? []);
}

/** How often each reason is among them, the most frequent first. */
export function byFrequency(among: readonly Failure[]): { reason: Failure; count: number }[] {
  const counts = Map.groupBy(among, (reason) => reason);
  return failures
    .map((reason) => ({ reason, count: counts.get(reason)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}

function failureOf(entry: JournalEntry): Failure | undefined {
  switch (entry.what) {
    case 'undelivered':
    case 'sendRefused':
      return entry.problem ?? 'unknown';
    case 'wrongCode':
      return 'wrongCode';
    case 'capReached':
      return 'limit';
    case 'conflict':
      return 'numberTaken';
    case 'blockedNumber':
      return 'numberBlocked';
    case 'grantFailed':
      return 'roleNotGiven';
    default:
      return undefined;
  }
}
