import { type Route, route } from '../interactions/ids.ts';

/** What the page has to press and to choose. */
export const exemptRoutes = {
  roles: route('exempt', 'roles'),
  /** Its argument: `on` or `off`. */
  boost: route('exempt', 'boost'),
  dates: route('exempt', 'dates'),
  newDates: route('exempt', 'newdates'),
} as const satisfies Readonly<Record<string, Route>>;

/** Ids of the fields inside the form. */
export const exemptFields = { age: 'age', day: 'day' } as const;
