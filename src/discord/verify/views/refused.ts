import type { PanelState } from '../../../otp/panel-state.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { button, colours, frame, type View } from '../../ui/parts.ts';
import { stillSetLine } from './number-line.ts';
import { lines } from './panel-words.ts';

/** The panel after another number was refused: back to the form first, and the number before is named as what it is. */
export function refusedView(standing: PanelState, text: Text, why: string): View {
  const { t } = text;
  const again = button(buttons.change, t('panel.again'), { primary: true });
  const ask = askStaff(text);
  if (standing.is === 'undecided') return frame(colours.wait, [why], [again, ...ask]);
  // That it can be sent to is no advice now.
  const before = standing.is === 'entered' ? [] : lines(standing, text);
  return frame(
    colours.wait,
    [why, stillSetLine(standing, text), ...before],
    [
      again,
      button(buttons.send, t('panel.send'), { disabled: !standing.canSend }),
      button(buttons.resend, t('panel.resend'), { disabled: !standing.canResend }),
      button(buttons.submit, t('panel.submit'), { disabled: !standing.canSubmit }),
      ...ask,
    ],
  );
}
