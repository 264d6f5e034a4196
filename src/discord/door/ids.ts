import { type Route, route } from '../interactions/ids.ts';

/** What the page has to press. */
export const doorRoutes = {
  open: route('door', 'open'),
  change: route('door', 'change'),
  close: route('door', 'close'),
  /** Shows what asking those of an opening to verify would mean, and does it. The id of the opening follows. */
  ask: route('door', 'ask'),
  askList: route('door', 'asklist'),
  askThem: route('door', 'askthem'),
  askBack: route('door', 'askback'),
  opened: route('door', 'opened'),
  changed: route('door', 'changed'),
} as const satisfies Readonly<Record<string, Route>>;

/** Ids of the fields inside the forms. */
export const doorFields = { hours: 'hours', reason: 'reason' } as const;

/** Characters of a reason. */
export const DOOR_REASON = { least: 3, most: 200 } as const;
