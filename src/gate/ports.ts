import type { Ms } from '../clock.ts';
import type { Who } from '../otp/ports.ts';

/** A verified member. The number itself is not kept: only its keyed hash, its country and its last two digits. */
export interface RosterEntry extends Who {
  /** `v<key version>:<hex>`: HMAC of the E.164 number, see `otp/phone.ts`. */
  readonly phoneKey: string;
  /** ISO 3166-1 alpha-2, or `ZZ` for numbers that belong to no country. */
  readonly country: string;
  readonly lastDigits: string;
  readonly verifiedAt: Ms;
  /** When Discord accepted the role; undefined while it is still owed. */
  readonly grantedAt?: Ms;
}

export type Admission =
  | { readonly is: 'admitted' }
  /** This member is on the roster already. */
  | { readonly is: 'alreadyVerified' }
  /** Another account of this server holds the number. */
  | { readonly is: 'numberTaken' };

/** Who is verified. Every method may throw `StoreUnavailable`. */
export interface Roster {
  find(who: Who): Promise<RosterEntry | undefined>;
  /** Adds in one statement; two unique constraints (server + member, server + phoneKey) decide between parallel callers. */
  admit(entry: Omit<RosterEntry, 'grantedAt'>): Promise<Admission>;
  /**
   * Claims the giving of the role, so that of parallel callers one gives it. A claim older than `claimLife` is void: its holder died.
   * @returns true for the one caller that may ask Discord for the role now.
   */
  claimGrant(who: Who, now: Ms, claimLife: Ms): Promise<boolean>;
  /** Discord accepted the role: the grant is done. */
  markGranted(who: Who, now: Ms): Promise<void>;
  /**
   * The role was not given, or is gone again: it is owed, and the claim is free.
   * @param grantedAt the grant that is gone; nothing happens if the role was given anew since.
   */
  markOwed(who: Who, grantedAt?: Ms): Promise<void>;
}

/** What an admin has decided for a server. */
export interface ServerSettings {
  readonly roleId: string;
  /** Where the notice stands, if it was posted. */
  readonly channelId?: string;
  readonly noticeId?: string;
}

/** Every method may throw `StoreUnavailable`. */
export interface SettingsStore {
  load(serverId: string): Promise<ServerSettings | undefined>;
  save(serverId: string, settings: ServerSettings): Promise<void>;
}
