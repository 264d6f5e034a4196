import type { Ms } from '../../clock.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text } from '../../text/texts.ts';
import { buttons } from '../interactions/ids.ts';
import { askStaff, wordsOn } from '../requests/way.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';

/**
 * The message an admin posts for everyone, with the Verify button.
 * @param server the admin's own words, in place of ours; what is said about privacy stays ours. And where the staff are asked, if they can be
 * @param openUntil until when the gate is open to everybody, if it is
 */
export function noticeView(
  text: Text,
  server: Pick<ServerSettings, 'noticeText' | 'staffChannelId'>,
  openUntil?: Ms,
): View {
  const { t } = text;
  const { noticeText } = server;
  const lines = noticeText === undefined ? [`## ${t('notice.title')}`, t('notice.body')] : [noticeText];
  return frame(
    colours.calm,
    [
      openUntil !== undefined ? t('notice.open', { when: dated(openUntil) }) : undefined,
      ...lines,
      `-# ${t('notice.privacy')}`,
    ],
    [button(buttons.verify, t('notice.verify'), { primary: true }), ...askStaff(wordsOn(server, text))],
  );
}
