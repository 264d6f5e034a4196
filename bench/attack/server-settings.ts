import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { homes, named } from './places.ts';

/** The first server of the attackers' own, after those of the homes; it names a country. */
export const NAMING = homes.length;

/** What a server's admins have set: the attackers' name the country that they want SMS to, and a cap that is none. */
export function settingsOf(home: number): ServerSettings {
  if (home < NAMING) return freshSettings;
  const { country } = named;
  return {
    ...freshSettings,
    countries: { is: 'only', countries: [country] },
    defaultCountry: country,
    dailyCap: 1_000_000,
  };
}
