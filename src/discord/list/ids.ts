import { route } from '../interactions/ids.ts';

/** What can be pressed on the list of members. */
export const listRoutes = {
  /** From a page of `/setup`: opens the list in a message of its own. */
  open: route('list', 'open'),
  /** Another state was chosen. */
  state: route('list', 'state'),
  /** Another page: `<state>.<place>`. */
  page: route('list', 'page'),
  /** Chooses all on a page. The same argument. */
  all: route('list', 'all'),
  /** Accounts were chosen. */
  choose: route('list', 'choose'),
  /** The state follows. */
  export: route('list', 'export'),
  /** Buttons and forms share them; who is meant stands in the select of the message, and a mark of them in the id of the form. */
  approve: route('list', 'approve'),
  revoke: route('list', 'revoke'),
  block: route('list', 'block'),
  reset: route('list', 'reset'),
} as const;
