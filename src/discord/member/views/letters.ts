import type { BlockLife } from '../../../gate/staff/members.ts';
import type { Text, TextParams } from '../../../text/texts.ts';
import { colours, dated, frame, type View } from '../../ui/parts.ts';
import { asWritten } from '../../ui/quote.ts';

/** What the staff have decided about a member, as the member is told by direct message. */
export type Letter =
  | { readonly is: 'revoked'; readonly reason?: string; readonly block?: BlockLife }
  | { readonly is: 'blocked'; readonly reason: string; readonly block: BlockLife }
  | { readonly is: 'unblocked' | 'reset' }
  /** By hand, without their having asked. @property has whether Discord has given the role */
  | { readonly is: 'approved'; readonly has: boolean };

/** A decision of the staff about a member, by direct message. It may be read days later, so it says when in so many words. */
export function letterView(letter: Letter, serverName: string, text: Text): View {
  const { t } = text;
  const names = { server: asWritten(serverName) };
  const why = (reason: string | undefined) =>
    reason === undefined ? undefined : t('request.told.reason', { reason: asWritten(reason) });
  const ask = t(text.isAlone ? 'letter.writeToThem' : 'letter.ask');
  switch (letter.is) {
    case 'revoked': {
      const { reason, block } = letter;
      const number = block && blockedWords('letter.numberBlocked', block, text);
      return frame(colours.wait, [t('letter.revoked', names), why(reason), number ?? t('letter.again'), ask]);
    }
    case 'blocked': {
      const blocked = blockedWords('letter.blocked', letter.block, text, names);
      return frame(colours.wait, [blocked, why(letter.reason), ask]);
    }
    case 'unblocked':
      return frame(colours.good, [t('letter.unblocked', names)]);
    case 'reset':
      return frame(colours.good, [t('member.newTries', names)]);
    case 'approved':
      return frame(letter.has ? colours.good : colours.wait, [
        t(letter.has ? 'letter.approved' : 'letter.approvedOwed', names),
      ]);
  }
}

/** That a number is blocked, and until when. */
function blockedWords(
  key: 'letter.blocked' | 'letter.numberBlocked',
  { until }: BlockLife,
  { t }: Text,
  names: TextParams = {},
): string {
  return until === undefined ? t(key, names) : t(`${key}Until`, { ...names, when: dated(until) });
}
