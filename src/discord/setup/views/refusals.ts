import { type RefusedSetting, settingLimits } from '../../../gate/settings/changes.ts';
import type { Text, TextParams } from '../../../text/texts.ts';

const bounds: Readonly<Record<RefusedSetting, TextParams>> = {
  accountsPerNumber: settingLimits.accountsPerNumber,
  minimumAgeDays: settingLimits.minimumAgeDays,
  dailyCap: settingLimits.dailyCap,
  deadlineDays: settingLimits.deadlineDays,
  noticeText: { most: settingLimits.noticeText },
  smsName: { most: settingLimits.smsName },
  removedRoleIds: { most: settingLimits.removedRoles },
  unverifiedRoleId: {},
  countries: {},
};

/** A sentence for every value that could not be taken. */
export function refusals(refused: readonly RefusedSetting[], { t }: Text): string[] {
  return refused.map((name) => `⚠️ ${t(`setup.refused.${name}`, bounds[name])}`);
}
