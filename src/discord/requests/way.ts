import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text, TextKey } from '../../text/texts.ts';
import type { Visit } from '../interactions/visit.ts';
import { type Button, button } from '../ui/parts.ts';
import { requestRoutes } from './ids.ts';

/** Where the staff of a server are asked, if they can be. */
type Way = Pick<ServerSettings, 'staffChannelId'> | undefined;

/** What is said in place of a text that leads to the staff, where nobody would see a request. */
const alone: Partial<Record<TextKey, TextKey>> = {
  'number.consentWords': 'alone.consentWords',
  'number.problem.lineToStaff': 'alone.lineToStaff',
  'panel.problem.lineToStaff': 'alone.panelLineToStaff',
  'panel.problem.dayFull': 'alone.dayFull',
  'panel.call.problem.off': 'alone.callOff',
  'panel.whatsapp.problem.off': 'alone.whatsappOff',
  'outcome.sendsSpent': 'alone.sendsSpent',
  'rules.tooYoung': 'alone.tooYoung',
  'conflict.deny': 'alone.deny',
  'done.blocked': 'alone.blocked',
  'deadline.inChannel': 'alone.deadlineInChannel',
};

/** The words for members of a server: where its staff cannot be asked from here, they lead nobody there. */
export function wordsOn(server: Way, text: Text): Text {
  if (server?.staffChannelId !== undefined) return text;
  return { ...text, isAlone: true, t: (key, params) => text.t(alone[key] ?? key, params) };
}

/** A visit in these words. */
export const onServer = <V extends Visit>(visit: V, server: Way): V => ({
  ...visit,
  text: wordsOn(server, visit.text),
});

/** The way to the staff, where there is one. @param arg the cause that the request begins with */
export function askStaff(
  { isAlone = false, t }: Text,
  look: {
    readonly label?: TextKey;
    readonly arg?: string;
    readonly primary?: boolean;
    readonly disabled?: boolean;
  } = {},
): Button[] {
  const { label = 'request.button', ...rest } = look;
  return isAlone ? [] : [button(requestRoutes.open, t(label), rest)];
}
