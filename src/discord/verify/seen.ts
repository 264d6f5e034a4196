import type { SeenMember } from '../../gate/roles/role-keeper.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { bypassesIn } from '../rest/roles.ts';

/** The member as Discord sent them along when they asked. */
export function seenIn({ interaction }: Pick<Visit, 'interaction'>): SeenMember | undefined {
  const { member, createdTimestamp: at } = interaction;
  if (!member) return undefined;
  const flags = typeof member.flags === 'number' ? member.flags : member.flags.bitfield;
  return { at, roles: heldRoles(interaction), pending: member.pending === true, bypasses: bypassesIn(flags) };
}
