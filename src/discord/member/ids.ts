import { route } from '../interactions/ids.ts';

/**
 * What the staff can press on the card of a member. The member's id follows the route; `page` has `<id>-<page>`. Where a
 * form is asked for, button and form share the route.
 */
export const memberRoutes = {
  look: route('member', 'look'),
  page: route('member', 'page'),
  approve: route('member', 'approve'),
  revoke: route('member', 'revoke'),
  block: route('member', 'block'),
  unblock: route('member', 'unblock'),
  reset: route('member', 'reset'),
  takeRole: route('member', 'takeRole'),
} as const;

/** Ids of the fields inside the forms, and names of the commands' options. */
export const memberFields = { user: 'user', reason: 'reason', duration: 'duration', block: 'block' } as const;

/** How long a reason may be, in characters. */
export const REASON = { least: 3, most: 200 } as const;
