import { isRole, KEPT_BYPASS } from '../../gate/roles/given.ts';
import type { Text } from '../../text/texts.ts';

/** Roles as they are stored, as a list of mentions. The bypass is named in words; what a member had before is nobody's gift. */
export function roleList(ids: readonly string[], { t, locale }: Text): string {
  const named = ids.filter((id) => id !== KEPT_BYPASS).map((id) => (isRole(id) ? `<@&${id}>` : t('role.bypass')));
  return new Intl.ListFormat(locale).format(named);
}
