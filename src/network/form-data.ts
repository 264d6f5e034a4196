import { FormData } from 'undici';

/**
 * Has Discord's libraries find the form data of their own HTTP client. Where there is none yet, they ask Node for its form data, and
 * Node then loads its whole second copy of that client, which nothing here uses: to be called before discord.js is loaded.
 */
export function provideFormData(): void {
  Object.assign(globalThis, { FormData });
}
