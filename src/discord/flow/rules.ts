import { youngUntil } from '../../gate/rules.ts';
import type { OpenGate } from '../../gate/settings.ts';
import { answer } from '../answers.ts';
import { youngView } from '../views/young.ts';
import type { Visit } from '../visit.ts';
import type { FlowParts } from './parts.ts';

/** Sends an account that is too young for the server to its staff. @returns whether it was, and has been answered */
export async function refuseYoung({ clock }: FlowParts, visit: Visit, server: OpenGate): Promise<boolean> {
  const { interaction, who, text } = visit;
  const until = youngUntil(server, who.memberId, clock.now());
  if (until === undefined) return false;
  await answer(interaction, youngView(server.minimumAgeDays, until, text));
  return true;
}
