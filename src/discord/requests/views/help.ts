import type { Ms } from '../../../clock.ts';
import type { Block, JournalEntry } from '../../../gate/ports.ts';
import type { PanelState } from '../../../otp/panel-state.ts';
import type { Text } from '../../../text/texts.ts';
import { dated } from '../../ui/parts.ts';
import { lines } from '../../verify/views/panel-words.ts';

/** Where a member stands who says that they cannot verify. */
export interface Trouble {
  readonly standing?: PanelState | undefined;
  /** When their account is old enough. */
  readonly youngUntil?: Ms | undefined;
  /** A block of their own. */
  readonly block?: Block | undefined;
  /** What happened to them last. */
  readonly last?: JournalEntry['what'] | undefined;
}

/** Two lines of help for where a member stands, above the form in which they write to the staff. */
export function helpLines(trouble: Trouble, text: Text): string {
  return `${advice(trouble, text)}\n-# ${text.t('help.orAsk')}`;
}

function advice({ standing, youngUntil, block, last }: Trouble, text: Text): string {
  const { t } = text;
  if (youngUntil !== undefined) return t('help.young', { when: dated(youngUntil) });
  if (block) return t('help.blocked');
  if (!standing) return t(last === 'conflict' ? 'help.taken' : 'help.nothing');
  return inProgress(standing, last, text);
}

/** The same for a member who has begun. */
function inProgress(standing: PanelState, last: Trouble['last'], text: Text): string {
  const { t } = text;
  switch (standing.is) {
    case 'undecided':
      return t('help.undecided');
    case 'locked':
      return t('help.locked', { when: dated(standing.lockedUntil) });
    case 'expired':
      return t('help.expired');
    case 'entered':
      if (standing.problem) return lines(standing, text)[0] ?? t('help.entered');
      return t(standing.takesTexts ? 'help.entered' : 'help.landline');
    case 'sent':
      if (standing.delivery.is === 'failed') return lines(standing, text)[0] ?? t('help.underway');
      if (last === 'wrongCode') return t('help.wrongCode');
      return t(standing.delivery.is === 'delivered' ? 'help.delivered' : 'help.underway');
  }
}
