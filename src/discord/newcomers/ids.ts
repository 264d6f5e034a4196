import { route } from '../interactions/ids.ts';

export const newcomersRoutes = {
  role: route('newcomers', 'role'),
  prompt: route('newcomers', 'prompt'),
  count: route('newcomers', 'count'),
  everyone: route('newcomers', 'everyone'),
  stop: route('newcomers', 'stop'),
} as const;

/** The choice for no prompt. */
export const OFF = 'off';
