import type { Text } from '../../text/texts.ts';
import { buttons } from '../ids.ts';
import { button, colours, frame, type View } from './parts.ts';

/** The message an admin posts for everyone, with the Verify button. */
export function noticeView({ t }: Text): View {
  const lines = [`## ${t('notice.title')}`, t('notice.body'), `-# ${t('notice.privacy')}`];
  return frame(colours.calm, lines, [button(buttons.verify, t('notice.verify'), { primary: true })]);
}
