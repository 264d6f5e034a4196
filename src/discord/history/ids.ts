import { route } from '../interactions/ids.ts';

/** Behind `undo` stands which change it undoes, behind `show` the change before which the page begins. */
export const historyRoutes = {
  undo: route('history', 'undo'),
  show: route('history', 'show'),
  csv: route('history', 'csv'),
} as const;
