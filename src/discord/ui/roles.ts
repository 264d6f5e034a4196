import { memoize } from '../../base/memoize.ts';
import { isRole, KEPT_BYPASS } from '../../gate/roles/given.ts';
import type { Text } from '../../text/texts.ts';

const listIn = memoize((locale) => new Intl.ListFormat(locale), 100);

/** Roles as they are stored, as a list of mentions. The bypass is named in words; what a member had before is nobody's gift. */
export function roleList(ids: readonly string[], { t, locale }: Text): string {
  const named = ids.filter((id) => id !== KEPT_BYPASS).map((id) => (isRole(id) ? `<@&${id}>` : t('role.bypass')));
  return listIn(locale).format(named);
}
