import type { SeenMember } from '../../gate/roleKeeper.ts';
import { heldRoles } from '../reading.ts';
import type { Visit } from '../visit.ts';

/** The member as Discord sent them along when they asked. */
export function seenIn({ interaction }: Pick<Visit, 'interaction'>): SeenMember | undefined {
  const { member } = interaction;
  return member ? { roles: heldRoles(interaction), pending: member.pending === true } : undefined;
}
