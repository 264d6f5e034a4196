import type { Who } from '../../base/member-ref.ts';
import { wordsOn } from '../requests/way.ts';
import type { StaffParts } from './parts.ts';
import { type Letter, letterView } from './views/letters.ts';

type Tellers = Pick<StaffParts, 'panels' | 'servers' | 'settings' | 'texts' | 'writeTo'>;

/**
 * Tells a member what the staff have decided about them, and draws the panel that they look at again.
 * @param locale theirs, where it is known; else the server's
 * @returns whether they were reached
 */
export async function tellMember(parts: Tellers, member: Who, letter: Letter, locale?: string): Promise<boolean> {
  const { panels, servers, settings, texts, writeTo } = parts;
  const { serverId, memberId } = member;
  await panels.refresh(member);
  const text = wordsOn(await settings.load(serverId), texts.for(locale ?? (await servers.locale(serverId))));
  const server = (await servers.name(serverId)) ?? text.t('sms.noServerName');
  return (await writeTo(memberId, letterView(letter, server, text))) === 'arrived';
}
