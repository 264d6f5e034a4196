import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { ShownMember } from '../../gate/newcomers/duty.ts';
import type { Roster, SettingsStore } from '../../gate/ports.ts';
import { noticePlace } from '../../gate/settings/changes.ts';
import { isOpen, type JoinPrompt, type OpenGate } from '../../gate/settings/settings.ts';
import type { Counters, Take } from '../../limits/counters.ts';
import type { Languages } from '../language/languages.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { Servers } from '../rest/servers.ts';
import { type Grounds, isLeftAlone } from './ground.ts';
import type { Mentions } from './mentions.ts';
import { letterView } from './views.ts';

const HOUR: Ms = 60 * 60_000;
/** Nobody is asked twice in this time, however often they leave and come back. */
const ONCE_IN: Ms = 30 * 24 * HOUR;
/** How many members of a server are asked within an hour: Discord stops bots that write to very many, and a raid is not worth it. */
const MOST_AN_HOUR: Readonly<Record<JoinPrompt, number>> = { directMessage: 50, mention: 500 };

export interface PromptsParts {
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly roster: Pick<Roster, 'find'>;
  readonly counters: Counters;
  readonly grounds: Grounds;
  readonly writeTo: WriteTo;
  readonly mentions: Pick<Mentions, 'add'>;
  readonly servers: Pick<Servers, 'name'>;
  readonly languages: Languages;
  readonly clock: Clock;
}

export type Prompts = ReturnType<typeof createPrompts>;

/** Asks new members to verify, each of them once, whatever process hears of it. Throws `StoreUnavailable`, and what Discord refuses of a look. */
export function createPrompts(parts: PromptsParts) {
  const { settings, roster, counters, grounds, writeTo, mentions, servers, languages, clock } = parts;

  /** Whether it falls to this call to ask a member: nobody else has, and not too many were asked lately. */
  async function isMine(who: Who, way: JoinPrompt): Promise<boolean> {
    const hour = Math.floor(clock.now() / HOUR);
    const takes: Take[] = [
      { key: `join-prompt|${memberKey(who)}|0`, limit: 1, keepFor: ONCE_IN },
      { key: `join-prompts|${who.serverId}:${way}|${hour}`, limit: MOST_AN_HOUR[way], keepFor: 2 * HOUR },
    ];
    return (await counters.take(takes)).is === 'taken';
  }

  /** Where the notice is: without one, there is nothing to lead to. */
  const placeOf = (server: OpenGate) => noticePlace(server)?.channelId;

  async function write(who: Who, channelId: string): Promise<void> {
    const text = await languages.toMember(who);
    const server = (await servers.name(who.serverId)) ?? text.t('sms.noServerName');
    // One that is not taken is not written again: that is their right, and would be refused again.
    await writeTo(who.memberId, letterView({ ...who, server, channelId }, text));
  }

  return {
    /** Asks a member who has joined, and has no rules to accept. */
    async ask(who: Who, member: ShownMember): Promise<void> {
      const server = await settings.load(who.serverId);
      if (!isOpen(server) || server.joinPrompt === undefined || member.isBot) return;
      const channelId = placeOf(server);
      if (channelId === undefined || (await roster.find(who))) return;
      if (isLeftAlone(await grounds(who.serverId), server, who.memberId, member, clock.now())) return;
      if (!(await isMine(who, server.joinPrompt))) return;
      if (server.joinPrompt === 'mention') mentions.add(who, channelId);
      else await write(who, channelId);
    },
  };
}
