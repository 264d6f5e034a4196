import type { DecidedState, PanelState } from '../../../otp/panel-state.ts';
import type { Channel } from '../../../otp/sms.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { type Button, button, colours, frame, type View } from '../../ui/parts.ts';
import { hasCode, mainStep, type Notice, type Step } from './main-step.ts';
import { numberLine } from './number-line.ts';
import { lines, problemOf, retryLines } from './panel-words.ts';
import { undecidedView } from './undecided.ts';

/**
 * The member's control message, a pure function of where the member stands.
 * @param notice what just happened, shown first; where it says how to go on, that stands next to the buttons
 */
export function panelView(standing: PanelState, text: Text, notice?: Notice): View {
  const words = typeof notice === 'object' ? notice.words : notice;
  if (standing.is === 'undecided') return undecidedView(standing, text, words);
  const { t, isAlone = false } = text;
  const main = mainStep(standing, isAlone, notice);
  return frame(
    typeof notice === 'object' && standing.is !== 'locked' ? colours.wait : colourOf(standing),
    [words, numberLine(standing, text), ...linesAfter(notice, standing, text)],
    [
      button(buttons.send, t('panel.send'), { primary: main === 'send', disabled: !standing.canSend }),
      button(buttons.resend, t('panel.resend'), { primary: main === 'resend', disabled: !standing.canResend }),
      button(buttons.submit, t('panel.submit'), { primary: main === 'submit', disabled: !standing.canSubmit }),
      button(buttons.change, t('panel.change'), { primary: main === 'change' }),
      ...askStaff(text, { primary: main === 'ask' }),
      ...offeredButtons(standing, text, main),
    ],
  );
}

/** What the panel says below what just happened, and nothing that contradicts it. */
function linesAfter(notice: Notice | undefined, standing: DecidedState, text: Text): (string | undefined)[] {
  if (typeof notice !== 'object' || standing.is === 'locked') return lines(standing, text);
  if (notice.next === 'submit' && hasCode(standing)) return retryLines(standing, text);
  if (notice.next === 'submit' || (notice.next !== 'stop' && hasCode(standing))) return lines(standing, text);
  // Why the last send failed is still true.
  if (notice.next !== 'change' && problemOf(standing)) return lines(standing, text);
  return notice.next === 'change' ? [text.t('panel.useAnother')] : [];
}

/** The ways besides SMS, in a row of their own: the five others fill the first. */
function offeredButtons(standing: DecidedState, { t }: Text, main: Step | undefined, isOff = false): Button[] {
  if (standing.is === 'locked') return [];
  const disabled = isOff || standing.resendAt !== undefined;
  return standing.offered.map((channel) =>
    button(buttons[channel], t(`panel.${channel}.${standing.channel === channel ? 'again' : 'instead'}`), {
      primary: main === channel,
      disabled,
    }),
  );
}

/** The panel while the carrier is being asked: nothing can be pressed, so nothing can be sent twice. */
export function sendingView(standing: DecidedState, text: Text, channel: Channel = 'sms'): View {
  const { t } = text;
  const lines = [numberLine(standing, text), t(channel === 'call' ? 'panel.call.sending' : 'panel.sending')];
  return frame(colours.calm, lines, [
    button(buttons.send, t('panel.send'), { disabled: true }),
    button(buttons.resend, t('panel.resend'), { disabled: true }),
    button(buttons.submit, t('panel.submit'), { disabled: true }),
    button(buttons.change, t('panel.change'), { disabled: true }),
    ...askStaff(text, { disabled: true }),
    ...offeredButtons(standing, text, undefined, true),
  ]);
}

function colourOf(standing: DecidedState): number {
  if (standing.is === 'locked') return colours.bad;
  return standing.is === 'expired' || problemOf(standing) !== undefined ? colours.wait : colours.calm;
}
