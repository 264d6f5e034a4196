import { route } from '../interactions/ids.ts';

/**
 * What can be pressed about a request. Behind `ask` stands its cause, behind the staff's buttons its id, and behind `reply`,
 * which is pressed in direct messages, `<server>.<id>`. Where a button opens a form, they share the route.
 */
export const requestRoutes = {
  open: route('request', 'open'),
  goOn: route('request', 'continue'),
  reply: route('request', 'reply'),
  approve: route('request', 'approve'),
  move: route('request', 'move'),
  decline: route('request', 'decline'),
  ask: route('request', 'ask'),
  reset: route('request', 'reset'),
} as const;

/** Routes that work in direct messages too. Their argument begins with the server: `<server>.<rest>`. */
export const directRoutes: ReadonlySet<string> = new Set([requestRoutes.reply.name]);

/** Ids of the fields inside the forms. */
export const requestFields = { words: 'words', reason: 'reason', question: 'question' } as const;
