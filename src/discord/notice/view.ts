import type { Ms } from '../../clock.ts';
import type { Text } from '../../text/texts.ts';
import { buttons } from '../interactions/ids.ts';
import { requestRoutes } from '../requests/ids.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';

/**
 * The message an admin posts for everyone, with the Verify button.
 * @param words the admin's own, in place of ours. What is said about privacy stays ours.
 * @param openUntil until when the gate is open to everybody, if it is
 */
export function noticeView({ t }: Text, words?: string, openUntil?: Ms): View {
  const lines = words === undefined ? [`## ${t('notice.title')}`, t('notice.body')] : [words];
  return frame(
    colours.calm,
    [
      openUntil !== undefined ? t('notice.open', { when: dated(openUntil) }) : undefined,
      ...lines,
      `-# ${t('notice.privacy')}`,
    ],
    [button(buttons.verify, t('notice.verify'), { primary: true }), button(requestRoutes.open, t('request.button'))],
  );
}
