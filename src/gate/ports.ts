import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import type { Ending } from '../otp/sms.ts';
import type { RequestCause } from './journal/events.ts';
import type { HeldPhone } from './roster/held-phone.ts';
import type { SettingsEntry } from './settings/history.ts';
import type { ServerSettings } from './settings/settings.ts';

export type { RequestCause } from './journal/events.ts';
export type { Happening, Journal, JournalEntry, Period, SentSms } from './journal/journal.ts';
export type { NumberOnly } from './passes/number-only.ts';
export type { PendingRole, PendingRoles, RoleGroup, RoleMoveEntry, RoleMoves } from './role-stores.ts';
export type { HeldPhone } from './roster/held-phone.ts';
export type {
  AdmitResult,
  GrantClaim,
  MemberRoles,
  Retry,
  Roster,
  RosterEntry,
} from './roster/roster.ts';
export type { Approval, Exemption, LetIn, Numberless, Verification } from './roster/verification.ts';

// Every method of every store here may throw `StoreUnavailable`.

/** A number that an account held, and the end of that. */
export interface PastNumber extends HeldPhone {
  readonly leftAt: Ms;
}

/**
 * Numbers that have left their accounts, in whatever way: revoked, deleted, moved. The roster keeps them here by itself, sealed and under
 * pseudonyms, so that a ban reaches them; nothing else reads them, but the member's own look at what is kept.
 */
export interface PastNumbers {
  /** Those of an account, the earliest first; one may be there more than once. */
  ofMember(who: Who): Promise<PastNumber[]>;
  /** Forgets those that left before. */
  prune(before: Ms): Promise<void>;
}

/** The members of a server that a ban would reach: accounts of which a number is kept. */
export interface BanReach {
  /** Whether a server has settings and anything is kept that a ban could reach. */
  isAny(serverId: string): Promise<boolean>;
  /** Those of some accounts that hold a number, held one lately, or stand on a block. */
  among(serverId: string, memberIds: readonly string[]): Promise<string[]>;
  /** The accounts whose bans block numbers, as far as they are named. */
  banned(serverId: string): Promise<string[]>;
}

/** When the data of accounts was deleted, under pseudonyms, so that work that was underway then writes nothing of it any more. */
export interface Erasures {
  /** The data of an account is about to be deleted: of what has begun until now, nothing is written about it from here on. */
  note(who: Who): Promise<void>;
  /** Whether an account's data has been deleted since the work began that asks. */
  isUnderway(who: Who): Promise<boolean>;
  /** Whether an account's data has been deleted lately, whenever the work began that asks. */
  isKnown(who: Who): Promise<boolean>;
  /** Forgets what was noted before. */
  prune(before: Ms): Promise<void>;
}

/** A number that may not verify on a server. */
export interface Block extends HeldPhone {
  readonly serverId: string;
  /** The account that held the number when it was blocked, or came with it since; undefined once it has deleted its data. */
  readonly memberId?: string;
  readonly reason: string;
  /** A staff member's id, or `ban` for a block that a ban made and an unban lifts. */
  readonly by: string;
  readonly at: Ms;
  /** Undefined: until somebody lifts it. */
  readonly until?: Ms;
}

/** Where an account's data has been deleted since the work began that a block is part of, the block is put without the account. */
export interface Blocks {
  /** Adds the staff's block of a number, or replaces it. */
  put(block: Block): Promise<void>;
  /** Adds the block that an account's ban makes; it holds until the unban, next to what else blocks the number. False where it was there. */
  ban(who: Who, phone: HeldPhone, how: { readonly reason: string; readonly at: Ms }): Promise<boolean>;
  /** Lifts what an account's ban blocked, also where its data has been deleted since; the keys of those numbers. */
  unban(who: Who): Promise<string[]>;
  /** Of the blocks that a number is under at `now`, the one that holds longest. */
  find(serverId: string, phoneKey: string, now: Ms): Promise<Block | undefined>;
  /** The same of each of an account's numbers, the earliest first. */
  ofMember(who: Who, now: Ms): Promise<Block[]>;
  /** All blocks that stand with an account, also several of one number. */
  allOfMember(who: Who, now: Ms): Promise<Block[]>;
  /** Lifts whatever blocks the numbers that stand with an account; of how many numbers. */
  liftMember(who: Who): Promise<number>;
  /** Lets a number's blocks that stand with no account stand with this one; unless its data has been deleted since the work began that this is part of. */
  attach(who: Who, phoneKey: string): Promise<void>;
  /** Takes an account off its blocks; they go on to hold for the numbers. */
  detach(who: Who): Promise<void>;
  /** Forgets what has expired. */
  prune(now: Ms): Promise<void>;
}

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
  /** False when the member has an open one already, or their data has been deleted since the work began that this is part of. */
  open(request: HelpRequest): Promise<boolean>;
  ofMember(who: Who): Promise<HelpRequest | undefined>;
  find(serverId: string, id: string): Promise<HelpRequest | undefined>;
  /** Records where the staff see it, or replaces the member's words after a question. */
  update(request: HelpRequest): Promise<void>;
  /** Ends it; what it was, for exactly one of parallel callers. */
  close(serverId: string, id: string): Promise<HelpRequest | undefined>;
}

/** What is still to be told to the carrier about a message. It names no person. */
export interface CarrierTask {
  readonly messageId: string;
  /** An ending to tell, or what is to be forgotten: the text, or all of it. */
  readonly what: Ending | 'empty' | 'delete';
  readonly dueAt: Ms;
  /** When it is given up. */
  readonly until: Ms;
}

/** No task is put off further than this. */
export const LONGEST_TASK: Ms = 24 * 60 * 60_000;

/** What is still to be told to the carrier, once a message. Every method may throw `StoreUnavailable`. */
export interface CarrierTasks {
  /** Adds a task, or puts it in the place of the one of its message. */
  keep(task: CarrierTask): Promise<void>;
  /** Those that are due, the longest waiting first. */
  due(now: Ms, limit: number): Promise<CarrierTask[]>;
  putOff(messageId: string, dueAt: Ms): Promise<void>;
  /** Whether the price of a message is still to be asked for. */
  isUnbilled(messageId: string): Promise<boolean>;
  /** It is told, or given up. */
  done(messageId: string): Promise<void>;
}

/** Numbers proven by members who still have to confirm something, such as a transfer. */
export interface Proofs {
  /** False, and nothing is kept, where the member's data has been deleted since the work began that this is part of. */
  keep(who: Who, phone: HeldPhone, until: Ms): Promise<boolean>;
  /** The proof, which stays. Undefined when there is none or it has lapsed. */
  find(who: Who, now: Ms): Promise<HeldPhone | undefined>;
  /** The proof, once: for exactly one of parallel callers. Undefined when there is none or it has lapsed. */
  take(who: Who, now: Ms): Promise<HeldPhone | undefined>;
}

/** What the admins of each server have decided. */
export interface SettingsStore {
  load(serverId: string): Promise<ServerSettings | undefined>;
  /** The same, and how often they have been changed. */
  read(serverId: string): Promise<{ readonly settings?: ServerSettings; readonly revision: number }>;
  /**
   * Replaces all of a server's settings.
   * @param entry what stands in the history of it; then false, and nothing is saved, unless they have been changed just once less often
   */
  save(serverId: string, settings: ServerSettings, entry?: SettingsEntry): Promise<boolean>;
  /** Every server that has settings. */
  servers(): Promise<string[]>;
}

/** Small facts about the installation itself, by name. They are in the table `notes`. */
export interface InstallationFacts {
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
  /** Writes it in the place of `before`, undefined where there may be none. False, and nothing is written, where something else is there. */
  replace(name: string, before: string | undefined, value: string): Promise<boolean>;
  remove(name: string): Promise<void>;
}

/** Deletes everything that is kept of a server: roster, settings, blocks, requests, proofs, journal. */
export type ForgetServer = (serverId: string) => Promise<void>;

/** Every server of which anything is kept. */
export type ServersWithData = () => Promise<string[]>;

/** How much waits, over all servers: verified members without their role, and requests that nobody has answered. */
export type QueueLengths = () => Promise<{ readonly rolesOwed: number; readonly requestsOpen: number }>;

/** Makes what was deleted leave the disk too, and not only every answer. */
export type Scrub = () => Promise<void>;
