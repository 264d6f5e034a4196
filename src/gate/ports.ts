import type { Ms } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import type { ServerSettings } from './settings.ts';

export type { Happening, Journal, JournalEntry, Period, SentSms } from './journal.ts';

// Every method of every store here may throw `StoreUnavailable`.

/** What is kept of a proven number. The number itself is not. */
export interface HeldPhone {
  /** `<key id>:<hex>`: HMAC of the E.164 number, see `otp/phone.ts`. */
  readonly phoneKey: string;
  /** ISO 3166-1 alpha-2, or `ZZ` for numbers that belong to no country. */
  readonly country: string;
  readonly lastDigits: string;
}

/** A member of the staff vouched for somebody without a number. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
}

/** A verified member: by a number, or by hand. */
export interface RosterEntry extends Who {
  readonly phone?: HeldPhone;
  readonly approval?: Approval;
  readonly verifiedAt: Ms;
  /** When Discord accepted the role; undefined while it is still owed. */
  readonly grantedAt?: Ms;
}

export type Admission =
  | { readonly is: 'admitted' }
  /** This member is on the roster already. */
  | { readonly is: 'alreadyVerified' }
  /** As many accounts of this server as may hold the number hold it. */
  | { readonly is: 'numberTaken'; readonly holders: readonly string[] }
  /** The number is under a key that has been replaced, so nobody can tell who else holds it: the caller, or what it has kept, is older than that. */
  | { readonly is: 'keyReplaced' };

/** Who is verified. */
export interface Roster {
  find(who: Who): Promise<RosterEntry | undefined>;
  /** The accounts of a server that hold a number, the earliest first. */
  holders(serverId: string, phoneKey: string): Promise<RosterEntry[]>;
  /**
   * Adds a member by number in one statement a place: unique constraints (server + member; server + phoneKey + place, of
   * which there are `places`) decide between parallel callers. The role is owed from then on, and due a minute later.
   */
  admit(member: Who & { readonly phone: HeldPhone; readonly verifiedAt: Ms }, places: number): Promise<Admission>;
  /** Adds a member by hand, the role then being owed as after `admit`. False when they are on the roster already. */
  approve(who: Who, approval: Approval, now: Ms): Promise<boolean>;
  /** Moves a number from its holder to `to` in one statement, the role then being owed to `to` as after `admit`. False when `from` no longer holds it or `to` is verified already. */
  transfer(from: Who, to: Who, phoneKey: string, now: Ms): Promise<boolean>;
  /** Takes a member off; what they had, for exactly one of parallel callers. */
  remove(who: Who): Promise<RosterEntry | undefined>;
  /**
   * Claims the giving of the role, so that of parallel callers one gives it. A claim older than `claimLife` is void: its holder died.
   * @returns true for the one caller that may ask Discord for the role now.
   */
  claimGrant(who: Who, now: Ms, claimLife: Ms): Promise<boolean>;
  /** Discord accepted the role: the grant is done. */
  markGranted(who: Who, now: Ms): Promise<void>;
  /**
   * The role was not given, or is gone again: it is owed, and the claim is free.
   * @param grantedAt only if the grant recorded is this one, so that a debt that another caller has paid since stays paid.
   * @param retry when to try again without being asked; undefined: only when somebody mends it or the member comes back.
   */
  markOwed(who: Who, grantedAt?: Ms, retry?: { readonly at: Ms; readonly tries: number }): Promise<void>;
  /** Members whose owed role is due for another try, the longest waiting first, with the tries made so far. */
  dueGrants(now: Ms, limit: number): Promise<(Who & { readonly tries: number })[]>;
  /** Makes every owed role of a server due now: its obstacle may be gone. */
  retryServer(serverId: string, now: Ms): Promise<void>;
  /** Everyone of a server, for counting and deadlines. */
  members(serverId: string): Promise<string[]>;
}

/** A number that may not verify on a server. */
export interface Block extends HeldPhone {
  readonly serverId: string;
  /** The account that held the number when it was blocked; undefined once it has deleted its data. */
  readonly memberId?: string;
  readonly reason: string;
  /** A staff member's id, or `ban` for a block that a ban made and an unban lifts. */
  readonly by: string;
  readonly at: Ms;
  /** Undefined: until somebody lifts it. */
  readonly until?: Ms;
}

export interface Blocks {
  /** Adds, or replaces the one for the same number. */
  put(block: Block): Promise<void>;
  /** The block that holds for a number at `now`. */
  find(serverId: string, phoneKey: string, now: Ms): Promise<Block | undefined>;
  /** The blocks that an account's numbers are under. */
  ofMember(who: Who, now: Ms): Promise<Block[]>;
  /** Lifts an account's blocks, only those made by `by` if given; how many. */
  liftMember(who: Who, by?: string): Promise<number>;
  /** Takes an account off its blocks; they go on to hold for the numbers. */
  detach(who: Who): Promise<void>;
  /** Forgets what has expired. */
  prune(now: Ms): Promise<void>;
}

/** Why a member asked for the staff. */
export type RequestCause = 'cannotVerify' | 'youngAccount' | 'numberTaken';

/** A member's request to the staff. One open request a member. */
export interface HelpRequest extends Who {
  readonly id: string;
  readonly cause: RequestCause;
  /** What the member wrote, and what was asked and answered since, a line each. */
  readonly words: string;
  readonly at: Ms;
  /** The member's language, in which they are answered. */
  readonly locale: string;
  /** A number whose code was right, where the request is about one. */
  readonly phone?: HeldPhone;
  /** The staff channel's message about it. */
  readonly staffMessage?: { readonly channelId: string; readonly messageId: string };
}

export type RequestAnswer = 'approved' | 'declined';

export interface HelpRequests {
  /** False when the member has an open one already. */
  open(request: HelpRequest): Promise<boolean>;
  ofMember(who: Who): Promise<HelpRequest | undefined>;
  find(serverId: string, id: string): Promise<HelpRequest | undefined>;
  /** Records where the staff see it, or replaces the member's words after a question. */
  update(request: HelpRequest): Promise<void>;
  /** Ends it; what it was, for exactly one of parallel callers. */
  close(serverId: string, id: string): Promise<HelpRequest | undefined>;
}

/** A verified role that its account is to lose, as it is not verified any more. */
export interface LeftRole extends Who {
  readonly roleId: string;
  /** How often Discord has been asked in vain. */
  readonly tries: number;
}

/** Roles that are still to be taken, one a member. */
export interface LeftRoles {
  /** Adds, or replaces. @param retryAt when to try again; undefined: only when somebody mends it */
  keep(left: LeftRole, retryAt?: Ms): Promise<void>;
  /** Those that are due, the longest waiting first. */
  due(now: Ms, limit: number): Promise<LeftRole[]>;
  /** Makes every one of a server due now: its obstacle may be gone. */
  retryServer(serverId: string, now: Ms): Promise<void>;
  forget(who: Who): Promise<void>;
}

/** Numbers proven by members who still have to confirm something, such as a transfer. */
export interface Proofs {
  keep(who: Who, phone: HeldPhone, until: Ms): Promise<void>;
  /** The proof, which stays. Undefined when there is none or it has lapsed. */
  find(who: Who, now: Ms): Promise<HeldPhone | undefined>;
  /** The proof, once: for exactly one of parallel callers. Undefined when there is none or it has lapsed. */
  take(who: Who, now: Ms): Promise<HeldPhone | undefined>;
}

/** What the admins of each server have decided. */
export interface SettingsStore {
  load(serverId: string): Promise<ServerSettings | undefined>;
  save(serverId: string, settings: ServerSettings): Promise<void>;
  /** Every server that has settings. */
  servers(): Promise<string[]>;
}

/** Small facts about the installation itself, by name. */
export interface Notes {
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Deletes everything that is kept of a server: roster, settings, blocks, requests, proofs, journal. */
export type ForgetServer = (serverId: string) => Promise<void>;

/** Every server of which anything is kept. */
export type KeptServers = () => Promise<string[]>;

/** How much waits, over all servers: verified members without their role, and requests that nobody has answered. */
export type QueueLengths = () => Promise<{ readonly rolesOwed: number; readonly requestsOpen: number }>;

/** Makes what was deleted leave the disk too, and not only every answer. */
export type Scrub = () => Promise<void>;
