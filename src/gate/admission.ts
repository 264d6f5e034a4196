import type { Clock } from '../clock.ts';
import { type E164, phoneKey } from '../otp/phone.ts';
import type { Who } from '../otp/ports.ts';
import type { Admission, Roster } from './ports.ts';

/**
 * Puts a member whose number is proven on the server's roster. Of the number only its keyed hash, country and last two
 * digits are kept. Throws `StoreUnavailable`.
 */
export function createAdmission(roster: Roster, clock: Clock, pepper: Buffer) {
  return (who: Who, proof: { readonly phone: E164; readonly country: string }): Promise<Admission> =>
    roster.admit({
      serverId: who.serverId,
      memberId: who.memberId,
      phoneKey: phoneKey(pepper, proof.phone),
      country: proof.country,
      lastDigits: proof.phone.slice(-2),
      verifiedAt: clock.now(),
    });
}
