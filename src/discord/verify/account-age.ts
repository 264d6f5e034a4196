import { youngUntil } from '../../gate/settings/rules.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import { answer } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import type { Visit } from '../interactions/visit.ts';
import { wordsOn } from '../requests/way.ts';
import type { FlowParts } from './parts.ts';
import { youngView } from './views/young.ts';

/** Sends an account that is too young for the server to its staff. @returns whether it was, and has been answered */
export async function refuseYoung({ clock, panels }: FlowParts, visit: Visit, server: OpenGate): Promise<boolean> {
  const { interaction, who, text } = visit;
  const until = youngUntil(server, who.memberId, clock.now());
  if (until === undefined) return false;
  panels.attend(who, ownMessage(visit));
  await answer(interaction, youngView(server.minimumAgeDays, until, wordsOn(server, text)));
  return true;
}
