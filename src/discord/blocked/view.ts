import type { Block } from '../../gate/ports.ts';
import type { Text } from '../../text/texts.ts';
import { buttons } from '../interactions/ids.ts';
import { requestRoutes } from '../requests/ids.ts';
import { askStaff } from '../requests/way.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';
import { asWritten } from '../ui/quote.ts';

/** An account's own block: which number, until when, why, and whom to ask. @param isFirst before a number was entered */
export function ownBlockView(block: Block, isFirst: boolean, text: Text): View {
  const { t } = text;
  const onward = isFirst
    ? button(requestRoutes.goOn, t('request.continue'))
    : button(buttons.change, t('panel.change'), { primary: text.isAlone ?? false });
  return frame(
    colours.bad,
    [
      ownWords(block, text),
      t('request.told.reason', { reason: asWritten(block.reason) }),
      t(text.isAlone ? 'blocked.writeToThem' : 'blocked.ask'),
    ],
    [...askStaff(text, { label: 'rules.ask', primary: true }), onward],
  );
}

function ownWords({ lastDigits: digits, until }: Block, { t }: Text): string {
  return until === undefined ? t('blocked.own', { digits }) : t('blocked.ownUntil', { digits, when: dated(until) });
}
