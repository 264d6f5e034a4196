import type { SeenMember } from '../../gate/roles/role-keeper.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';

/** The member as Discord sent them along when they asked. */
export function seenIn({ interaction }: Pick<Visit, 'interaction'>): SeenMember | undefined {
  const { member } = interaction;
  return member ? { roles: heldRoles(interaction), pending: member.pending === true } : undefined;
}
