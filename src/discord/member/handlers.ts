import type { Handlers } from '../interactions/router.ts';
import { openApproveForm, submitApproval } from './approve.ts';
import { openBlockForm, submitBlock, unblock } from './block.ts';
import { memberRoutes } from './ids.ts';
import { lookUp, turnPage } from './lookup.ts';
import type { StaffParts } from './parts.ts';
import { openResetForm, submitReset } from './reset.ts';
import { openRevokeForm, submitRevocation, takeRole } from './revoke.ts';

/** The buttons and forms of a member's card. */
export function memberHandlers(parts: StaffParts): Pick<Handlers, 'buttons' | 'modals'> {
  return {
    buttons: {
      [memberRoutes.look.name]: (visit) => lookUp(parts, visit, visit.arg ?? ''),
      [memberRoutes.page.name]: (visit) => turnPage(parts, visit),
      [memberRoutes.approve.name]: (visit) => openApproveForm(parts, visit),
      [memberRoutes.revoke.name]: (visit) => openRevokeForm(parts, visit),
      [memberRoutes.block.name]: (visit) => openBlockForm(parts, visit),
      [memberRoutes.unblock.name]: (visit) => unblock(parts, visit, visit.arg ?? ''),
      [memberRoutes.reset.name]: (visit) => openResetForm(parts, visit),
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
