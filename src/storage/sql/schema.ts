import type { Generated } from 'kysely';
import type { Outcome, RunState } from '../../gate/bulk/runs.ts';
import type { How } from '../../gate/list/member-list.ts';
import type { Happening, PendingRole, RequestCause } from '../../gate/ports.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import type { CarrierTasksTable, LineKindsTable } from '../tables/carrier/schema.ts';
import type { ChannelOverwritesTable, ChannelRunsTable } from '../tables/channels/schema.ts';

export interface MemberColumns {
  server_id: string;
  member_id: string;
}

export interface PhoneColumns {
  phone_key: string;
  country: string;
  last_digits: string;
}

/** A number that may be missing: then all three are null. */
export type NullablePhoneColumns = { [Name in keyof PhoneColumns]: PhoneColumns[Name] | null };

export interface RosterTable extends MemberColumns, NullablePhoneColumns {
  /** From 1 on, among the accounts of the server that hold the number. */
  place: number | null;
  /** Of the number, where a rule for roles asked for it when they were admitted. */
  line_kind: LineKind | null;
  /** How they were verified. */
  how: Generated<How>;
  /** Who verified them by hand, or had opened the gate when they were let in; and why. */
  approved_by: string | null;
  approval_reason: string | null;
  exempt_why: string | null;
  /** The run of the staff or the opening of the gate that brought them in. */
  batch: string | null;
  verified_at: number;
  granted_at: number | null;
  /** Ids, with a space between two; null: none was asked for yet. */
  given_role_ids: string | null;
  taken_role_ids: string | null;
  /** Names who is asking Discord for a role now. */
  grant_claim: string | null;
  grant_claimed_at: number | null;
  retry_at: number | null;
  tries: Generated<number>;
  /** Until when they were asked to prove a number. */
  ends_at: number | null;
  /** When they were last reminded that it ends, and told that it has; and the language in which they verified. */
  reminded_at: number | null;
  warned_at: number | null;
  locale: string | null;
}

/** Accounts that pass by a number alone. */
export interface NumberOnlyTable {
  server_id: string;
  pseudonym: string;
  noted_at: number;
}

/** Times in which the gate was open to everybody. One of a server at most is not closed. */
export interface OpeningsTable {
  server_id: string;
  id: string;
  opened_by: string;
  reason: string;
  opened_at: number;
  ends_at: number;
  closed_at: number | null;
  /** Null where its time was over. */
  closed_by: string | null;
  /** The end that the notice names; null where the notice says nothing of it. */
  noticed_end: number | null;
  /** The end that the staff were told last; null before they were told anything. */
  told_end: number | null;
  /** How many had come in when the staff were told last. */
  told_count: Generated<number>;
  /** When there may be something to do about it; null: never again. */
  look_at: number | null;
}

export interface BlocksTable extends PhoneColumns {
  server_id: string;
  /** Of a ban, the pseudonym of the account that was banned; `before` where it was banned by an older version; empty for the staff's. */
  holder: string;
  member_id: string | null;
  reason: string;
  blocked_by: string;
  blocked_at: number;
  blocked_until: number | null;
}

/** Open requests only: an answered one is deleted. */
export interface HelpRequestsTable extends MemberColumns, NullablePhoneColumns {
  id: string;
  cause: RequestCause;
  words: string;
  asked_at: number;
  locale: string;
  staff_channel_id: string | null;
  staff_message_id: string | null;
}

export interface ProofsTable extends MemberColumns, PhoneColumns {
  lapses_at: number;
}

/** A number that an account held once, encrypted. */
export interface PastNumbersTable {
  server_id: string;
  pseudonym: string;
  sealed: string;
  left_at: number;
}

/** When the data of an account was deleted. */
export interface ErasuresTable {
  server_id: string;
  pseudonym: string;
  erased_at: number;
  /** The same instant as `Beginnings` measures it. */
  stamp: number;
}

export interface JournalTable extends MemberColumns {
  id: Generated<number>;
  happened_at: number;
  what: Happening;
  done_by: string | null;
  country: string | null;
  why: string | null;
  message_id: string | null;
  segments: number | null;
  price: number | null;
  currency: string | null;
  channel: string | null;
  bill_look_at: number | null;
  locale: string | null;
}

/** `key` is a member's place, `value` is encrypted. */
export interface ChallengesTable {
  key: string;
  value: string;
  expires: number;
}

/** How many are taken of each. */
export interface CountersTable {
  key: string;
  points: number;
  expire: number;
}

export interface LeftRolesTable extends MemberColumns {
  role_id: string;
  /** `taken`: it was taken until a moment ago. */
  act: PendingRole['act'] | 'taken';
  tries: number;
  retry_at: number | null;
}

/** Servers whose members are being moved to another verified role. */
export interface RoleMovesTable {
  server_id: string;
  /** What they are moved to, see `goalOf`. */
  role_id: string;
  /** How many had other roles when it began. */
  members: number;
  obstacle: string | null;
}

/** Members who are verified by hand together. */
export interface BulkRunsTable {
  server_id: string;
  id: string;
  done_by: string;
  reason: string;
  began_at: number;
  state: RunState;
  /** How many there were to verify. */
  members: number;
  obstacle: string | null;
  undone_by: string | null;
}

/** Whom a run is for, in the order of their ids. */
export interface BulkMembersTable extends MemberColumns {
  run_id: string;
  place: number;
  /** Null: their turn has not come. */
  outcome: Outcome | null;
  /** Whether they had all roles before, as 0 or 1; null: nobody has looked. */
  had: number | null;
  /** Which of them they had, with spaces between; null: nobody has looked. */
  had_role_ids: string | null;
}

/** `unlogged`: the last change, until it stands among the others. */
export interface ServerSettingsTable {
  server_id: string;
  settings: string;
  revision: Generated<number>;
  unlogged: string | null;
}

/** What was changed in the settings of servers. `difference` is JSON. */
export interface SettingsChangesTable {
  server_id: string;
  revision: number;
  changed_at: number;
  changed_by: string;
  act: string;
  target: string | null;
  difference: string;
}

/** The tables as kysely sees them, after all migrations. Instants are ms since the epoch. */
export interface Tables {
  roster: RosterTable;
  blocks: BlocksTable;
  help_requests: HelpRequestsTable;
  proofs: ProofsTable;
  journal: JournalTable;
  left_roles: LeftRolesTable;
  role_moves: RoleMovesTable;
  bulk_runs: BulkRunsTable;
  bulk_members: BulkMembersTable;
  channel_overwrites: ChannelOverwritesTable;
  channel_runs: ChannelRunsTable;
  carrier_tasks: CarrierTasksTable;
  past_numbers: PastNumbersTable;
  number_only: NumberOnlyTable;
  openings: OpeningsTable;
  erasures: ErasuresTable;
  line_kinds: LineKindsTable;
  challenges: ChallengesTable;
  counters: CountersTable;
  server_settings: ServerSettingsTable;
  settings_changes: SettingsChangesTable;
  notes: { name: string; value: string };
  leases: { name: string; holder: string; held_until: number };
}
