import type { Clock, Ms } from '../clock.ts';
import { type E164, phoneKey } from '../otp/phone.ts';
import type { Who } from '../otp/ports.ts';
import type { Blocks, HeldPhone, Proofs, Roster, SettingsStore } from './ports.ts';
import { type ConflictPolicy, freshSettings } from './settings.ts';

export type AdmissionOutcome =
  | { readonly is: 'admitted'; readonly country: string }
  | { readonly is: 'alreadyVerified' }
  /** The number is blocked on this server. Told only now that the code has proved that it is theirs. */
  | { readonly is: 'blocked'; readonly country: string }
  /** Other accounts hold the number. Unless the policy is `deny`, the proof is kept for ten minutes. */
  | {
      readonly is: 'numberTaken';
      readonly policy: ConflictPolicy;
      readonly holders: readonly string[];
      readonly country: string;
    };

export type Transfer =
  | { readonly is: 'transferred'; readonly from: string }
  /** Confirmed too late, or the number has meanwhile been freed or given to somebody else: start again. */
  | { readonly is: 'lapsed' };

/** How long a proof waits for a confirmation. */
const PROOF_LIFE: Ms = 10 * 60_000;

export interface AdmissionParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly proofs: Proofs;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly pepper: Buffer;
}

export type AdmissionDesk = ReturnType<typeof createAdmission>;

/** Puts members whose number is proven on a server's roster, under the server's own rules. Throws `StoreUnavailable`. */
export function createAdmission({ roster, blocks, proofs, settings, clock, pepper }: AdmissionParts) {
  return {
    async admit(who: Who, proof: { readonly phone: E164; readonly country: string }): Promise<AdmissionOutcome> {
      const now = clock.now();
      const phone = held(pepper, proof);
      const { country } = phone;
      if (await blocks.find(who.serverId, phone.phoneKey, now)) return { is: 'blocked', country };
      const { accountsPerNumber, conflict } = (await settings.load(who.serverId)) ?? freshSettings;
      const admission = await roster.admit({ ...who, phone, verifiedAt: now }, accountsPerNumber);
      if (admission.is === 'admitted') return { is: 'admitted', country };
      if (admission.is === 'alreadyVerified') return admission;
      if (conflict !== 'deny') await proofs.keep(who, phone, now + PROOF_LIFE);
      return { is: 'numberTaken', policy: conflict, holders: admission.holders, country };
    },

    /** The member confirmed: the number, and with it the place on the roster, moves to them from its earliest holder. */
    async transfer(who: Who): Promise<Transfer> {
      const now = clock.now();
      const phone = await proofs.take(who, now);
      if (!phone || (await blocks.find(who.serverId, phone.phoneKey, now))) return { is: 'lapsed' };
      const [holder] = await roster.holders(who.serverId, phone.phoneKey);
      if (!holder || !(await roster.transfer(holder, who, phone.phoneKey, now))) return { is: 'lapsed' };
      return { is: 'transferred', from: holder.memberId };
    },
  };
}

/** What is kept of a number. */
function held(pepper: Buffer, { phone, country }: { readonly phone: E164; readonly country: string }): HeldPhone {
  return { phoneKey: phoneKey(pepper, phone), country, lastDigits: phone.slice(-2) };
}
