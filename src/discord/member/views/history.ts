import { blank } from '../../../gate/journal/events.ts';
import type { Exemption, JournalEntry } from '../../../gate/ports.ts';
import type { GrantFailure } from '../../../gate/roles/role-keeper.ts';
import type { SmsProblem } from '../../../otp/sms.ts';
import { directionMark } from '../../../text/direction.ts';
import type { Text } from '../../../text/texts.ts';
import { countryLabel } from '../../ui/country.ts';
import { dated } from '../../ui/parts.ts';
import { quoted } from '../../ui/quote.ts';

/** Characters of a reason where many stand in one message. */
export const GLIMPSE = 60;

/** One event of a member's history as a line. */
export function eventLine(entry: JournalEntry, text: Text): string {
  const { t } = text;
  const { what, at, by, country, problem, obstacle, version, ground, reason, notice } = { ...blank, ...entry };
  const cause = problem ?? obstacle;
  const isMove = what === 'transferred' || what === 'gaveUpNumber';
  const details = [
    'channel' in entry && entry.channel
      ? t(`member.${entry.channel}.${entry.what}`)
      : t(`member.event.${eventOf(what, notice)}`),
    country && countryLabel(country, text),
    by && t('member.by', { by: actor(by, text) }),
    cause && causeWords(cause, text),
    ground && groundWords(ground, text),
    version && t('member.consentVersion', { version }),
    reason && !isMove && quoted(reason, text, GLIMPSE),
  ];
  const mark = directionMark(text.locale);
  return `- ${[dated(at), ...details.filter(Boolean)].map((part) => `${mark}${part}`).join(' · ')}`;
}

/** What a member was reminded of. */
const eventOf = (what: JournalEntry['what'], notice: string | undefined) =>
  notice === 'ending' || notice === 'ended' ? 'endingReminded' : what;

/** Why an SMS or the role did not get through, in words. */
export const causeWords = (cause: SmsProblem | GrantFailure, { t }: Text) => t(`member.cause.${cause}`);

/** Why somebody was exempt, where the role is not told. */
export const groundWords = (ground: Exemption['is'], { t }: Text): string =>
  t(ground === 'role' ? 'member.exempt.aRole' : `member.exempt.${ground}`);

/** Who did it: an account, or a ban. */
export function actor(by: string, { t }: Text): string {
  return /^\d+$/.test(by) ? `<@${by}>` : t('member.ban');
}
