import { z } from 'zod';
import { memoize } from '../../../base/memoize.ts';
import { StoreUnavailable } from '../../../base/store-unavailable.ts';
import { withoutNumbers } from '../../../gate/privacy/redacting.ts';
import { type Difference, only, type SettingName } from '../../../gate/settings/history.ts';
import { freshSettings, type ServerSettings } from '../../../gate/settings/settings.ts';
import { lineKinds, lineRules } from '../../../otp/number/line-kind.ts';

const strings = z.array(z.string()).readonly();
const count = z.int().nonnegative();

/** Every setting has to be named here: what is not would be lost at the next load. */
const fields = {
  roleId: z.string().exactOptional(),
  moreRoleIds: strings.default(freshSettings.moreRoleIds),
  roleRules: z
    .array(z.object({ countries: strings, kinds: z.array(z.enum(lineKinds)).readonly(), roleIds: strings }))
    .readonly()
    .default(freshSettings.roleRules),
  bypassesChecks: z.boolean().default(freshSettings.bypassesChecks),
  lentRights: z.record(z.string(), z.string().regex(/^\d{1,40}$/)).exactOptional(),
  removedRoleIds: strings.default(freshSettings.removedRoleIds),
  unverifiedRoleId: z.string().exactOptional(),
  joinPrompt: z.enum(['directMessage', 'mention']).exactOptional(),
  channelId: z.string().exactOptional(),
  noticeId: z.string().exactOptional(),
  noticeChannelId: z.string().exactOptional(),
  openChannelIds: strings.exactOptional(),
  // What an earlier version took may have a number in it.
  noticeText: z.string().transform(withoutNumbers).exactOptional(),
  smsName: z.string().exactOptional(),
  staffChannelId: z.string().exactOptional(),
  staffRoleId: z.string().exactOptional(),
  pingsStaff: z.boolean().default(freshSettings.pingsStaff),
  welcomeText: z.string().exactOptional(),
  welcomeChannelIds: strings.default(freshSettings.welcomeChannelIds),
  accountsPerNumber: z.int().positive().default(freshSettings.accountsPerNumber),
  sendsAtOnce: z.boolean().default(freshSettings.sendsAtOnce),
  conflict: z.enum(['deny', 'transfer', 'askStaff']).default(freshSettings.conflict),
  countries: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('all') }),
      z.object({ is: z.literal('only'), countries: strings }),
      z.object({ is: z.literal('except'), countries: strings }),
    ])
    .default(freshSettings.countries),
  lines: z.partialRecord(z.enum(lineKinds), z.enum(lineRules)).default(freshSettings.lines),
  minimumAgeDays: count.default(freshSettings.minimumAgeDays),
  dailyCap: count.exactOptional(),
  defaultCountry: z.string().exactOptional(),
  deadlineDays: count.default(freshSettings.deadlineDays),
  exemptRoleIds: strings.default(freshSettings.exemptRoleIds),
  exemptBoosters: z.boolean().default(freshSettings.exemptBoosters),
  exemptAgeDays: count.default(freshSettings.exemptAgeDays),
  exemptJoinedBefore: z.iso.date().exactOptional(),
  endsAfter: z.object({ months: z.int().positive(), since: z.number() }).exactOptional(),
  language: z.string().exactOptional(),
  oneLanguage: z.boolean().default(freshSettings.oneLanguage),
} satisfies { [Name in keyof Required<ServerSettings>]: z.ZodType<ServerSettings[Name]> };

/** An earlier version refused VoIP as a whole. */
const former = z.looseObject({ refusedLines: z.array(z.literal('voip')).min(1) }).transform((settings) => ({
  lines: { fixedVoip: 'refuse', otherVoip: 'refuse' },
  ...settings,
}));

const schema: z.ZodType<ServerSettings> = z.union([former, z.unknown()]).pipe(z.object(fields));

/** Servers whose settings are cached as they were read. */
const MOST_KEPT = 1_000;

/** Settings that cannot be understood are not replaced by fresh ones: those would let in members that the admins keep out. */
export const readSettings = memoize((text): ServerSettings => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new StoreUnavailable('The settings of a server cannot be read.');
  }
}, MOST_KEPT);

const Sides = z.object({ before: z.record(z.string(), z.unknown()), after: z.record(z.string(), z.unknown()) });
const isSetting = (name: string): name is SettingName => name in fields;

/** What an entry of the history tells; nothing of settings that this version does not understand. */
export function readDifference(text: string): Difference {
  try {
    const { before, after } = Sides.parse(JSON.parse(text));
    return { before: sideOf(before), after: sideOf(after) };
  } catch {
    return { before: {}, after: {} };
  }
}

/** A part of some settings: what is not named must not get its default. */
function sideOf(side: Readonly<Record<string, unknown>>): Partial<ServerSettings> {
  return only(schema.parse(side), Object.keys(side).filter(isSetting));
}
