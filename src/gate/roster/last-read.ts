import type { Who } from '../../base/member-ref.ts';
import type { Journal, Roster } from '../ports.ts';

/** How far back a member's journal is read. */
const LOOK_BACK = 50;

/**
 * Finds the language in which a member last agreed to get codes or asked the staff, or else in which they verified. Of somebody who did none of
 * that, no language is kept. Throws `StoreUnavailable`.
 */
export function createLastRead({
  journal,
  roster,
}: {
  journal: Pick<Journal, 'ofMember'>;
  roster: Pick<Roster, 'find'>;
}) {
  return async (who: Who): Promise<string | undefined> => {
    const entries = await journal.ofMember(who, LOOK_BACK);
    const [newest] = entries.flatMap((entry) =>
      'locale' in entry && entry.locale !== undefined ? [entry.locale] : [],
    );
    return newest ?? (await roster.find(who))?.locale;
  };
}
