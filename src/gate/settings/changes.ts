import { areRulesWithin, everyGiven, roleLimits } from './role-rules.ts';
import { type ServerSettings, takenBy } from './settings.ts';
import { isSmsName, LONGEST_SMS_NAME } from './sms-name.ts';

/** What an admin may choose between, both ends included. */
export const settingLimits = {
  accountsPerNumber: { least: 1, most: 3 },
  /** Days. */
  minimumAgeDays: { least: 0, most: 365 },
  /** SMS a day. */
  dailyCap: { least: 1, most: 100_000 },
  /** Days. */
  deadlineDays: { least: 0, most: 90 },
  /** Days: longer than Discord exists, nobody's account is older. */
  exemptAgeDays: { least: 0, most: 3650 },
  /** As many as one select of Discord lets choose. */
  exemptRoles: 25,
  /** Months. */
  endingMonths: { least: 1, most: 60 },
  /** Roles that are taken away; as many as one select of Discord lets choose. */
  removedRoles: 25,
  /** Channels that stay open; as many as one select lets choose. */
  openChannels: 25,
  /** Characters. Discord shows 4,000 in a message, ours included. */
  noticeText: 1500,
  /** Characters of the admin's own greeting. */
  welcomeText: 500,
  /** Channels that the greeting leads to. */
  welcomeChannels: 2,
  /** Places of the SMS's alphabet. */
  smsName: LONGEST_SMS_NAME,
} as const;

type Optional<T> = { [Name in keyof T]-?: object extends Pick<T, Name> ? Name : never }[keyof T];

/** A setting that may be missing, and so be cleared. */
export type ClearableSetting = Optional<ServerSettings>;

export interface SettingsChange extends Partial<Omit<ServerSettings, 'lentRights'>> {
  readonly clear?: readonly ClearableSetting[];
  /** What chosen roles may, as the admin who chooses them could give it: permission bits in decimal, by role. */
  readonly lent?: Readonly<Record<string, string>>;
}

/** Whether a new value can be taken, by setting. What is not named here always can. */
const fits = {
  accountsPerNumber: ({ accountsPerNumber }) => isWithin(accountsPerNumber, settingLimits.accountsPerNumber),
  minimumAgeDays: ({ minimumAgeDays }) => isWithin(minimumAgeDays, settingLimits.minimumAgeDays),
  dailyCap: ({ dailyCap }) => isWithin(dailyCap, settingLimits.dailyCap),
  deadlineDays: ({ deadlineDays }) => isWithin(deadlineDays, settingLimits.deadlineDays),
  endsAfter: ({ endsAfter }) => isWithin(endsAfter?.months, settingLimits.endingMonths),
  noticeText: ({ noticeText = '' }) => noticeText.length <= settingLimits.noticeText,
  welcomeText: ({ welcomeText = '' }) => welcomeText.length <= settingLimits.welcomeText,
  welcomeChannelIds: ({ welcomeChannelIds = [] }) => welcomeChannelIds.length <= settingLimits.welcomeChannels,
  smsName: ({ smsName }) => smsName === undefined || isSmsName(smsName),
  moreRoleIds: ({ moreRoleIds = [] }, { roleId = '', roleRules }) =>
    moreRoleIds.filter((id) => id !== roleId).length <= roleLimits.more &&
    areRulesWithin(roleRules, [roleId, ...moreRoleIds]),
  roleRules: ({ roleRules }, before) =>
    roleRules === undefined || areRulesWithin(roleRules, [before.roleId ?? '', ...before.moreRoleIds]),
  /** The role that is given must not be taken away in the same breath. */
  removedRoleIds: ({ removedRoleIds = [], roleId }, before) =>
    removedRoleIds.length <= settingLimits.removedRoles &&
    removedRoleIds.every((id) => id !== (roleId ?? before.roleId)),
  /** A verified member must not be given the role of the unverified. */
  unverifiedRoleId: ({ unverifiedRoleId, ...change }, before) =>
    unverifiedRoleId === undefined || !everyGiven({ roleId: '', ...before, ...change }).includes(unverifiedRoleId),
  exemptAgeDays: ({ exemptAgeDays }) => isWithin(exemptAgeDays, settingLimits.exemptAgeDays),
  /** Everybody who has just joined would pass. */
  exemptRoleIds: ({ exemptRoleIds = [], unverifiedRoleId }, before) =>
    exemptRoleIds.length <= settingLimits.exemptRoles &&
    exemptRoleIds.every((id) => id !== (unverifiedRoleId ?? before.unverifiedRoleId)),
  openChannelIds: ({ openChannelIds = [] }) => openChannelIds.length <= settingLimits.openChannels,
  /** "Only these" of nothing would let nobody in, and "all but these" of nothing is "all". */
  countries: ({ countries }) => countries === undefined || countries.is === 'all' || countries.countries.length > 0,
} satisfies Partial<Record<keyof ServerSettings, (change: SettingsChange, before: ServerSettings) => boolean>>;

export type RefusedSetting = keyof typeof fits;

const limited = Object.keys(fits) as RefusedSetting[];

/** Applies a change. Values outside their limits are named, and those settings stay as they were. */
export function changeSettings(
  before: ServerSettings,
  { clear = [], lent = {}, ...values }: SettingsChange,
): { readonly settings: ServerSettings; readonly refused: readonly RefusedSetting[] } {
  const refused = limited.filter((name) => !fits[name](values, before));
  const settings: Mutable<ServerSettings> = {
    ...before,
    ...(values.channelId === undefined ? {} : standingNotice(before)),
    ...without(values, refused),
  };
  for (const name of clear) delete settings[name];
  const moreRoleIds = settings.moreRoleIds.filter((id) => id !== settings.roleId);
  const given = everyGiven({ ...settings, roleId: settings.roleId ?? '' });
  if (settings.unverifiedRoleId !== undefined && given.includes(settings.unverifiedRoleId))
    delete settings.unverifiedRoleId;
  const removedRoleIds = settings.removedRoleIds.filter((id) => !given.includes(id));
  const exemptRoleIds = settings.exemptRoleIds.filter((id) => id !== settings.unverifiedRoleId);
  return { settings: withLent({ ...settings, moreRoleIds, removedRoleIds, exemptRoleIds }, lent), refused };
}

/** Of what is lent, what concerns the roles that are chosen now. */
function withLent({ lentRights = {}, ...settings }: ServerSettings, lent: Readonly<Record<string, string>>) {
  const chosen = [...everyGiven({ ...settings, roleId: settings.roleId ?? '' }), ...takenBy(settings)];
  const kept = Object.entries({ ...lentRights, ...lent }).filter(([id, bits]) => chosen.includes(id) && bits !== '0');
  return kept.length === 0 ? settings : { ...settings, lentRights: Object.fromEntries(kept) };
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

function without(values: Partial<ServerSettings>, names: readonly RefusedSetting[]): Partial<ServerSettings> {
  const left: Mutable<Partial<ServerSettings>> = { ...values };
  for (const name of names) delete left[name];
  return left;
}

function isWithin(value: number | undefined, { least, most }: { readonly least: number; readonly most: number }) {
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most);
}

/** Where the posted notice stands now, so that it is still found after another channel was chosen for it. */
export function noticePlace({ noticeId, noticeChannelId, channelId }: ServerSettings) {
  const place = noticeChannelId ?? channelId;
  return noticeId === undefined || place === undefined ? undefined : { channelId: place, messageId: noticeId };
}

function standingNotice(before: ServerSettings): Partial<ServerSettings> {
  const place = noticePlace(before);
  return place ? { noticeChannelId: place.channelId } : {};
}
