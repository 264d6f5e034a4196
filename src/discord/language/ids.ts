import { type Route, route } from '../interactions/ids.ts';

/** What the page has to choose. Discord takes 25 options in a select: languages in Latin letters have one, all others another. */
export const languageRoutes = {
  latin: route('language', 'latin'),
  others: route('language', 'others'),
  /** Whether members read it too. */
  everybody: route('language', 'everybody'),
} as const satisfies Readonly<Record<string, Route>>;

/** The option that leaves it to Discord. */
export const AS_DISCORD = 'discord';
