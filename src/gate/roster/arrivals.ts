import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import { isSettled } from '../endings/ending.ts';
import type { Known, Renewing } from '../endings/renewing.ts';
import type { AdmitResult, HeldPhone, Roster, SettingsStore } from '../ports.ts';
import { freshSettings, type ServerSettings } from '../settings/settings.ts';
import type { Departed, Departures } from './departures.ts';

export interface ArrivalParts {
  readonly roster: Roster;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly renewing: Renewing;
  readonly departures: Pick<Departures, 'moveNumber'>;
  readonly clock: Clock;
}

/** Every way of a proven number to its member, who may be on the roster already and prove it again. Throws `StoreUnavailable`. */
export function createArrivals({ roster, settings, renewing, departures, clock }: ArrivalParts) {
  /** Puts a member on the roster; or, where they are on it and may prove a number again, lets their verification begin again. */
  async function admitOrRenew(
    who: Who,
    phone: HeldPhone,
    server: ServerSettings,
    { locale, lineKind }: Known,
  ): Promise<AdmitResult | { readonly is: 'renewed' }> {
    const member = { ...who, phone, lineKind, verifiedAt: clock.now(), ...(locale !== undefined && { locale }) };
    const admission = await roster.admit(member, server.accountsPerNumber);
    if (admission.is !== 'alreadyVerified') return admission;
    const renewed = await renewing.renew(who, phone, server, { locale, lineKind });
    if (renewed.is === 'notDue') return admission;
    if (renewed.is !== 'gone') return renewed;
    // Their verification has ended in this very instant: they come as anybody else.
    return admitOrRenew(who, phone, server, { locale, lineKind });
  }

  return {
    admitOrRenew,

    /** Moves a proven number from its earliest holder. Undefined where it has moved on. */
    async move(who: Who, phone: HeldPhone): Promise<Departed | undefined> {
      const [from] = await roster.holders(who.serverId, phone.phoneKey);
      if (!from) return undefined;
      const reason = 'Number moved to another account';
      const moved = await departures.moveNumber(from, who, phone.phoneKey, reason);
      if (moved) return moved;
      return renewing.takeOver(who, phone, (await settings.load(who.serverId)) ?? freshSettings, reason);
    },

    /** Whether a member is on the roster with nothing to prove. */
    async isDone(who: Who): Promise<boolean> {
      const [entry, server] = await Promise.all([roster.find(who), settings.load(who.serverId)]);
      return isSettled(entry, server ?? freshSettings, clock.now());
    },
  };
}
