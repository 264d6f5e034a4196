import type { Act } from './acts.ts';
import { moveBot } from './bot.ts';
import { makeMove, setBoost, setMemberRole } from './membership.ts';
import { answer } from './onboarding.ts';
import type { ControlParts } from './parts.ts';
import type { SessionAct } from './session-acts.ts';
import { changeRole, deleteChannel, setBotPermission, setServerLanguage } from './settings.ts';

/** What changes the world itself, and neither a person's session nor the page. */
export type WorldAct = Exclude<Act, SessionAct | { is: 'fault' | 'skip' }>;

/** Does it. Answers with a sentence when it cannot be done. */
export function changeWorld(parts: ControlParts, act: WorldAct): string | undefined {
  switch (act.is) {
    case 'membership':
      return makeMove(parts, act.viewerId, act.userId, act.move);
    case 'directMessages':
      parts.world.setDirectMessages(act.viewerId, act.open);
      return undefined;
    case 'language':
      parts.world.setLocale(act.viewerId, act.locale);
      return undefined;
    case 'serverLanguage':
      return setServerLanguage(parts, act.viewerId, act.locale);
    case 'boost':
      return setBoost(parts, act.viewerId, act.on);
    case 'role':
      return changeRole(parts, act.viewerId, act.roleId, act.move);
    case 'botPermission':
      return setBotPermission(parts, act.viewerId, act.permission, act.on);
    case 'acceptRules':
    case 'option':
      return answer(parts, act);
    case 'memberRole':
      return setMemberRole(parts, act);
    case 'deleteChannel':
      return deleteChannel(parts, act.viewerId, act.channelId);
    case 'bot':
    case 'hangUp':
      return moveBot(parts, act);
    case 'call':
      parts.twilio.calls[act.move](act.callId);
      return undefined;
    case 'key':
      parts.twilio.calls.press(act.callId, act.key);
      return undefined;
    case 'reply':
      parts.twilio.text(act.number, act.body);
      return undefined;
  }
}
