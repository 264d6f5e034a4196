import { remainingOf } from '../../../gate/endings/ending.ts';
import type { RosterEntry } from '../../../gate/ports.ts';
import { traitsOf } from '../../../gate/roles/given.ts';
import { givenBy } from '../../../gate/settings/role-rules.ts';
import type { OpenGate } from '../../../gate/settings/settings.ts';
import { answer, promise } from '../../interactions/answers.ts';
import { heldRoles } from '../../interactions/reading.ts';
import type { Visit } from '../../interactions/visit.ts';
import { wordsOn } from '../../requests/way.ts';
import type { FlowParts } from '../parts.ts';
import { seenIn } from '../seen.ts';
import { grantView } from '../views/done.ts';
import { againView } from './views.ts';

/**
 * A verified member who may prove a number again: says until when their verification holds, and offers it. What they have stays theirs in
 * between; where a role is missing, they get it back first.
 */
export async function offerAgain(parts: FlowParts, visit: Visit, entry: RosterEntry, server: OpenGate): Promise<void> {
  const { interaction, who, text } = visit;
  const remaining = remainingOf(entry, server, parts.clock.now());
  const theirs = givenBy(server, traitsOf(entry));
  const held = heldRoles(interaction);
  if (entry.grantedAt === undefined || !theirs.every((id) => held.includes(id))) {
    await promise(interaction);
    const grant = await parts.grants.giveBack(who, seenIn(visit));
    if (grant.is !== 'granted' || !remaining) return answer(interaction, grantView(grant, theirs, text));
  }
  if (remaining) await answer(interaction, againView(remaining, entry.letIn !== undefined, wordsOn(server, text)));
}
