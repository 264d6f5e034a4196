import type { LineRules } from '../../otp/number/line-kind.ts';
import type { Allowance } from '../../otp/sending/send-costs.ts';
import type { EndingRule } from '../endings/ending.ts';
import type { RoleRule } from './role-rules.ts';

/** What happens with a number that another account of the server already holds. */
export type ConflictPolicy = 'deny' | 'transfer' | 'askStaff';

/** Which countries' numbers a server takes; ISO 3166-1 alpha-2. The operator's own list holds besides. */
export type CountryRule =
  | { readonly is: 'all' }
  | { readonly is: 'only'; readonly countries: readonly string[] }
  | { readonly is: 'except'; readonly countries: readonly string[] };

/** `mention`: in the notice's channel, by a message that deletes itself. */
export type JoinPrompt = 'directMessage' | 'mention';

/** What an admin has decided for a server. Ids are Discord snowflakes. */
export interface ServerSettings {
  /** The role that verified members get. Without one, nobody can verify yet. */
  readonly roleId?: string;
  /** Roles that verified members get next to that one. */
  readonly moreRoleIds: readonly string[];
  /** More roles by country and kind of line. */
  readonly roleRules: readonly RoleRule[];
  /** Members who verify no longer have to pass Discord's own verification level. */
  readonly bypassesChecks: boolean;
  /** What the chosen roles may, as far as the admin who chose them could give it: permission bits in decimal, by role. */
  readonly lentRights?: Readonly<Record<string, string>>;
  /** Roles that are taken away on success, such as "Unverified". */
  readonly removedRoleIds: readonly string[];
  /** The role of members who have not verified, given to them on joining and taken away on success. Without one, nobody is given any. */
  readonly unverifiedRoleId?: string;
  /** How members are asked to verify when they join; without this, they are not. */
  readonly joinPrompt?: JoinPrompt;
  /** Where the notice is to be. */
  readonly channelId?: string;
  /** The posted notice. */
  readonly noticeId?: string;
  /** Where it stands; without this, in `channelId`. They differ from choosing another channel until it is moved there. */
  readonly noticeChannelId?: string;
  /** Channels that stay open to members who have not verified; without this, those that look as if they were meant to. */
  readonly openChannelIds?: readonly string[];
  /** The admin's own words on the notice, in place of ours. */
  readonly noticeText?: string;
  /** What the SMS calls the server, in place of its name. */
  readonly smsName?: string;
  readonly staffChannelId?: string;
  /** Who counts as staff besides those with Manage Roles. */
  readonly staffRoleId?: string;
  /** A request of a member mentions the staff role. */
  readonly pingsStaff: boolean;
  /** What is said to members on success, in place of our greeting. */
  readonly welcomeText?: string;
  /** Where members are sent on success. */
  readonly welcomeChannelIds: readonly string[];
  readonly accountsPerNumber: number;
  readonly conflict: ConflictPolicy;
  /** The code is sent when the number form is, without a press on Send OTP. */
  readonly sendsAtOnce: boolean;
  readonly countries: CountryRule;
  /** What happens with numbers by their kind of line. */
  readonly lines: LineRules;
  /** Accounts younger than this go to the staff instead of an SMS; 0 is off. */
  readonly minimumAgeDays: number;
  /** SMS a UTC day for this server; undefined leaves it to the operator's total. */
  readonly dailyCap?: number;
  /** ISO 3166-1 alpha-2; what the number form starts with, whatever the member's language points to. */
  readonly defaultCountry?: string;
  /** Days after joining within which a member has to verify; 0 is off. */
  readonly deadlineDays: number;
  /** Members with one of these roles need not verify: they pass by a press. */
  readonly exemptRoleIds: readonly string[];
  /** The same for members who boost the server. */
  readonly exemptBoosters: boolean;
  /** The same for accounts at least this old; 0 is off. */
  readonly exemptAgeDays: number;
  /** The same for members who joined before this day (UTC), as in 2026-11-30. */
  readonly exemptJoinedBefore?: string;
  /** After how long a number has to be proven again; undefined is never. */
  readonly endsAfter?: EndingRule;
  /** What the server reads, as Discord names languages, or `ar` or `he`; undefined: what Discord says of it. */
  readonly language?: string;
  /** Members read that too, whatever their client says. */
  readonly oneLanguage: boolean;
}

/** What holds until an admin decides otherwise. */
export const freshSettings: ServerSettings = {
  moreRoleIds: [],
  roleRules: [],
  bypassesChecks: false,
  removedRoleIds: [],
  pingsStaff: false,
  welcomeChannelIds: [],
  accountsPerNumber: 1,
  conflict: 'deny',
  sendsAtOnce: false,
  countries: { is: 'all' },
  lines: {},
  minimumAgeDays: 0,
  deadlineDays: 0,
  exemptRoleIds: [],
  exemptBoosters: false,
  exemptAgeDays: 0,
  oneLanguage: false,
};

/** What success takes from a member. */
export function takenBy(settings: Pick<ServerSettings, 'removedRoleIds' | 'unverifiedRoleId'>): readonly string[] {
  const { removedRoleIds, unverifiedRoleId } = settings;
  const isNamed = unverifiedRoleId === undefined || removedRoleIds.includes(unverifiedRoleId);
  return isNamed ? removedRoleIds : [...removedRoleIds, unverifiedRoleId];
}

/** Whether a server takes numbers of a country. */
export function takesCountry(rule: CountryRule, country: string): boolean {
  if (rule.is === 'all') return true;
  return rule.countries.includes(country) === (rule.is === 'only');
}

/**
 * What a server's settings say on what may be sent for it: nothing but a cap of its own. Whatever else its admins choose, the
 * operator's limits hold.
 */
export function allowanceOf({ dailyCap, lines }: ServerSettings): Allowance {
  return { cap: dailyCap, lines };
}

/** Settings with which members can verify. */
export type OpenGate = ServerSettings & { readonly roleId: string };

/** Whether members can verify: a role has been chosen. */
export function isOpen(settings: ServerSettings | undefined): settings is OpenGate {
  return settings?.roleId !== undefined;
}
