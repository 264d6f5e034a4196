import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { Take } from '../../limits/counters.ts';
import { wordsOn } from '../requests/way.ts';
import type { StaffParts } from './parts.ts';
import { type Letter, letterView } from './views/letters.ts';

/** What telling members takes. */
export type Tellers = Pick<
  StaffParts,
  'panels' | 'servers' | 'settings' | 'languages' | 'writeTo' | 'counters' | 'clock'
>;

const HOUR: Ms = 60 * 60_000;
const DAY: Ms = 24 * HOUR;
/** Letters to a member within a day, and of a server within an hour: staff could flood somebody, and Discord stops bots that write to very many. */
export const MOST_LETTERS = { toMember: 10, ofServer: 200 } as const;

/** Whether a letter may be sent. Throws `StoreUnavailable`. */
async function isWithinLimits({ counters, clock }: Tellers, member: Who): Promise<boolean> {
  const now = clock.now();
  const [day, hour] = [Math.floor(now / DAY), Math.floor(now / HOUR)];
  const takes: Take[] = [
    { key: `letters|${memberKey(member)}|${day}`, limit: MOST_LETTERS.toMember, keepFor: 2 * DAY },
    { key: `letters-of|${member.serverId}|${hour}`, limit: MOST_LETTERS.ofServer, keepFor: 2 * HOUR },
  ];
  return (await counters.take(takes)).is === 'taken';
}

/**
 * Tells a member what the staff have decided about them, and draws the panel that they look at again.
 * @param locale theirs, where the caller knows it
 * @returns whether they were reached
 */
export async function tellMember(parts: Tellers, member: Who, letter: Letter, locale?: string): Promise<boolean> {
  const { panels, servers, settings, languages, writeTo } = parts;
  const { serverId, memberId } = member;
  await panels.refresh(member);
  if (!(await isWithinLimits(parts, member))) return false;
  const text = wordsOn(await settings.load(serverId), await languages.toMember(member, locale));
  const server = (await servers.name(serverId)) ?? text.t('sms.noServerName');
  return (await writeTo(memberId, letterView(letter, server, text))) === 'arrived';
}
