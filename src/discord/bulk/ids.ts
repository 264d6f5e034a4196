import { route } from '../interactions/ids.ts';

/** What can be pressed on the screen that verifies many. The id of the run follows the route, where it is about one. */
export const bulkRoutes = {
  /** From a page of `/setup`: opens the screen in a message of its own. */
  open: route('bulk', 'open'),
  look: route('bulk', 'look'),
  role: route('bulk', 'role'),
  joined: route('bulk', 'joined'),
  file: route('bulk', 'file'),
  /** Button and form share it. */
  begin: route('bulk', 'begin'),
  list: route('bulk', 'list'),
  stop: route('bulk', 'stop'),
  goOn: route('bulk', 'goon'),
  /** Asks first. */
  undo: route('bulk', 'undo'),
  undoAll: route('bulk', 'undoall'),
} as const;

/** Ids of the fields inside the forms. */
export const bulkFields = { day: 'day', file: 'file', reason: 'reason' } as const;
