import type { Handlers } from '../interactions/router.ts';
import { submitApproval } from './approve.ts';
import { submitBlock, unblock } from './block.ts';
import { openDecision } from './cases.ts';
import { memberRoutes } from './ids.ts';
import { lookUp, turnPage } from './lookup.ts';
import type { StaffParts } from './parts.ts';
import { submitReset } from './reset.ts';
import { submitRevocation, takeRole } from './revoke.ts';
import { approveModal, blockModal, resetModal, revokeModal } from './views/forms.ts';

/** The buttons and forms of a member's card. */
export function memberHandlers(parts: StaffParts): Pick<Handlers, 'buttons' | 'modals'> {
  return {
    buttons: {
      [memberRoutes.look.name]: (visit) => lookUp(parts, visit, visit.arg ?? ''),
      [memberRoutes.page.name]: (visit) => turnPage(parts, visit),
      [memberRoutes.approve.name]: (visit) => openDecision(parts, visit, approveModal),
      [memberRoutes.revoke.name]: (visit) => openDecision(parts, visit, revokeModal),
      [memberRoutes.block.name]: (visit) => openDecision(parts, visit, blockModal),
      [memberRoutes.unblock.name]: (visit) => unblock(parts, visit, visit.arg ?? ''),
      [memberRoutes.reset.name]: (visit) => openDecision(parts, visit, resetModal),
      [memberRoutes.takeRole.name]: (visit) => takeRole(parts, visit),
    },
    modals: {
      [memberRoutes.approve.name]: (visit) => submitApproval(parts, visit),
      [memberRoutes.revoke.name]: (visit) => submitRevocation(parts, visit),
      [memberRoutes.block.name]: (visit) => submitBlock(parts, visit),
      [memberRoutes.reset.name]: (visit) => submitReset(parts, visit),
    },
  };
}
