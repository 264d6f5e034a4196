import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { Approval, Roster, SettingsStore } from '../ports.ts';
import { freshSettings } from '../settings/settings.ts';
import { mayProveAgain } from './ending.ts';
import type { Endings } from './store.ts';

export interface VouchingParts {
  readonly roster: Pick<Roster, 'find' | 'add'>;
  readonly endings: Pick<Endings, 'vouch'>;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly clock: Clock;
}

/** What the staff may do for a member of the roster who cannot prove a number again. Throws `StoreUnavailable`. */
export function createVouching({ roster, endings, settings, clock }: VouchingParts) {
  /** Whether a member of the roster may prove a number, or loses their roles. */
  async function mustProve(who: Who): Promise<boolean> {
    const [entry, server] = await Promise.all([roster.find(who), settings.load(who.serverId)]);
    return entry !== undefined && mayProveAgain(entry, server ?? freshSettings, clock.now());
  }

  return {
    mustProve,
    /** Puts a member on the roster by hand; a member of it whose verification ends keeps it by the word of the staff. False where nothing ends. */
    approve: async (who: Who, approval: Approval): Promise<boolean> =>
      (await roster.add(who, { approval }, clock.now())) ||
      ((await mustProve(who)) && endings.vouch(who, approval, clock.now())),
  };
}
