import type { Remaining } from '../../../gate/endings/ending.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { button, colours, dated, frame, type View } from '../../ui/parts.ts';

/** Until when a verification holds, in a sentence. */
export function remainingWords(remaining: Remaining, { t }: Text): string {
  if (remaining.is === 'holds') return t('again.holds', { when: dated(remaining.until) });
  const { endedAt, goesAt } = remaining;
  return t('again.grace', { ended: dated(endedAt), when: dated(goesAt) });
}

/** Offers a verified member to prove a number again. @param wasLetIn while the gate was open to everybody */
export function againView(remaining: Remaining, wasLetIn: boolean, text: Text): View {
  const { t } = text;
  return frame(
    remaining.is === 'grace' ? colours.wait : colours.calm,
    [
      `### ${t(wasLetIn ? 'again.letInTitle' : 'again.title')}`,
      remainingWords(remaining, text),
      t(wasLetIn ? 'again.letInBody' : 'again.body'),
    ],
    [button(buttons.enter, t('again.button'), { primary: true }), ...askStaff(text)],
  );
}

/** A number was proven again, and the verification holds for the whole time again. */
export function renewedView(until: number | undefined, roleId: string, { t }: Text): View {
  return frame(colours.good, [
    `### ${t('again.doneTitle')}`,
    t('again.done', { role: `<@&${roleId}>` }),
    until === undefined ? undefined : t('again.holds', { when: dated(until) }),
  ]);
}
