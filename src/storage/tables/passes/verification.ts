import type { Selectable } from 'kysely';
import type { Exemption, Numberless, Verification } from '../../../gate/roster/verification.ts';
import { phoneIfHeld } from '../../sql/columns.ts';
import type { RosterTable } from '../../sql/schema.ts';

type HowColumns = Pick<Selectable<RosterTable>, 'how' | 'approved_by' | 'approval_reason' | 'exempt_why' | 'batch'>;

const none = { approved_by: null, approval_reason: null, exempt_why: null, batch: null };

/** How a member without a number came onto the roster, as its columns have it. */
export function howColumns({ approval, exempt, letIn }: Numberless): HowColumns {
  if (approval) {
    const { by, reason, batch = null } = approval;
    return { ...none, how: 'hand', approved_by: by, approval_reason: reason, batch };
  }
  if (exempt) return { ...none, how: 'exempt', exempt_why: exemptionText(exempt) };
  const { by, reason, opening } = letIn;
  return { ...none, how: 'letIn', approved_by: by, approval_reason: reason, batch: opening };
}

/** What made a row's member a verified one. */
export function verificationOf(row: Selectable<RosterTable>): Verification {
  const phone = phoneIfHeld(row);
  if (phone) return { phone };
  const { how, approved_by: by, approval_reason: reason, exempt_why, batch } = row;
  if (how === 'exempt' && exempt_why !== null) return { exempt: exemptionOf(exempt_why) };
  if (by === null || reason === null) throw new Error('a row of the roster has neither a number nor an approval');
  if (how === 'letIn' && batch !== null) return { letIn: { by, reason, opening: batch } };
  return { approval: { by, reason, ...(batch !== null && { batch }) } };
}

const exemptionText = (why: Exemption) => (why.is === 'role' ? `role ${why.roleId}` : why.is);

/** @param text as `exemptionText` writes it */
function exemptionOf(text: string): Exemption {
  const [is, roleId] = text.split(' ');
  if (is === 'boost' || is === 'accountAge' || is === 'joined') return { is };
  if (is === 'role' && roleId !== undefined) return { is, roleId };
  throw new Error('a row of the roster has an exemption that nobody knows');
}
