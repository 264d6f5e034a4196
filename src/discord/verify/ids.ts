import { route } from '../interactions/ids.ts';

/** Buttons of the question whether a number moves to another account. */
export const conflictButtons = {
  confirm: route('conflict', 'confirm'),
  cancel: route('conflict', 'cancel'),
} as const;
