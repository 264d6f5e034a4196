import { type RefusedSetting, settingLimits } from '../../../gate/settings/changes.ts';
import { roleLimits } from '../../../gate/settings/role-rules.ts';
import type { Text, TextParams } from '../../../text/texts.ts';

const bounds: Readonly<Record<RefusedSetting, TextParams>> = {
  accountsPerNumber: settingLimits.accountsPerNumber,
  minimumAgeDays: settingLimits.minimumAgeDays,
  dailyCap: settingLimits.dailyCap,
  deadlineDays: settingLimits.deadlineDays,
  endsAfter: settingLimits.endingMonths,
  noticeText: { most: settingLimits.noticeText },
  welcomeText: { most: settingLimits.welcomeText },
  welcomeChannelIds: { most: settingLimits.welcomeChannels },
  smsName: { most: settingLimits.smsName },
  moreRoleIds: { most: roleLimits.more, inAll: roleLimits.inAll },
  roleRules: { most: roleLimits.rules, each: roleLimits.perRule, inAll: roleLimits.inAll },
  removedRoleIds: { most: settingLimits.removedRoles },
  unverifiedRoleId: {},
  exemptAgeDays: settingLimits.exemptAgeDays,
  exemptRoleIds: { most: settingLimits.exemptRoles },
  openChannelIds: { most: settingLimits.openChannels },
  countries: {},
};

/** A sentence for every value that could not be taken. */
export function refusals(refused: readonly RefusedSetting[], { t }: Text): string[] {
  return refused.map((name) => `⚠️ ${t(`setup.refused.${name}`, bounds[name])}`);
}
