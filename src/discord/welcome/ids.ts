import { route } from '../interactions/ids.ts';

/** What can be pressed on the page about the greeting; the button carries its page, and shares its route with the form that it opens. */
export const welcomeRoutes = {
  text: route('welcome', 'text'),
  channels: route('welcome', 'channels'),
} as const;

/** The field of its form. */
export const WELCOME_FIELD = 'welcome';
