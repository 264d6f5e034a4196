import type { JournalEntry } from '../../../gate/ports.ts';
import type { Text } from '../../../text/texts.ts';
import { countryLabel } from '../../ui/country.ts';
import { when } from '../../ui/parts.ts';
import { quoted } from '../../ui/quote.ts';

/** Reasons in this program's words that have a sentence of their own; what else stands in an entry is left out. */
const causes = [
  'cannotReceive',
  'countryOff',
  'optedOut',
  'unreachable',
  'sender',
  'filtered',
  'configuration',
  'busy',
  'network',
  'noSender',
  'dayFull',
  'noConnection',
  'notArrived',
  'missingPermission',
  'roleGone',
  'memberGone',
  'needs2fa',
  'notInServer',
  'roleNotLent',
  'discordUnavailable',
  'notSetUp',
] as const;

/** What the staff do, with a reason in their own words. */
const decisions: readonly JournalEntry['what'][] = ['approved', 'revoked', 'blocked', 'unblocked', 'reset', 'declined'];

/** Characters of a reason where many stand in one message. */
export const GLIMPSE = 60;

/** One event of a member's history as a line. */
export function eventLine(entry: JournalEntry, text: Text): string {
  const { t } = text;
  const details = [
    t(`member.event.${entry.what}`),
    entry.country && countryLabel(entry.country, text),
    entry.by && t('member.by', { by: actor(entry.by, text) }),
    entry.why && (decisions.includes(entry.what) ? quoted(entry.why, GLIMPSE) : causeWords(entry.why, text)),
  ];
  return `- ${when(entry.at)} · ${details.filter(Boolean).join(' · ')}`;
}

/** A cause in words; undefined for one without. */
export function causeWords(cause: string, { t }: Text): string | undefined {
  const known = causes.find((one) => one === cause);
  return known && t(`member.cause.${known}`);
}

/** Who did it: an account, or a ban. */
export function actor(by: string, { t }: Text): string {
  return /^\d+$/.test(by) ? `<@${by}>` : t('member.ban');
}
