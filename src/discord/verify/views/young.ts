import type { Ms } from '../../../clock.ts';
import type { Text } from '../../../text/texts.ts';
import { askStaff } from '../../requests/way.ts';
import { colours, dated, frame, type View } from '../../ui/parts.ts';

/** The account is younger than the server takes. @param days how old it has to be @param until when it is */
export function youngView(days: number, until: Ms, text: Text): View {
  return frame(
    colours.wait,
    [text.t('rules.tooYoung', { count: days, when: dated(until) })],
    askStaff(text, { label: 'rules.ask', arg: 'youngAccount', primary: true }),
  );
}
