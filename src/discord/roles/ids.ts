import { route } from '../interactions/ids.ts';

export const roleRoutes = {
  /** The roles that everybody gets next to the verified one. */
  more: route('roles', 'more'),
  add: route('roles', 'add'),
  /** With the place of a rule among them. */
  edit: route('roles', 'edit'),
  remove: route('roles', 'remove'),
  /** With `on` or `off`: what it is to be. */
  bypass: route('roles', 'bypass'),
  /** The form of a rule: with its place, and a mark of what stood there. */
  rule: route('roles', 'rule'),
} as const;

/** Ids of the fields of the form. */
export const ruleFields = { countries: 'countries', kinds: 'kinds', roles: 'roles' } as const;
