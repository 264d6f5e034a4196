import type { OtherChannel } from '../../../otp/channels/ways.ts';
import type { DecidedState, PanelState } from '../../../otp/panel-state.ts';
import type { Channel, SmsProblem } from '../../../otp/sms.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { type Button, button, colours, frame, type View } from '../../ui/parts.ts';
import { numberLine } from './number-line.ts';
import { lines, problemOf, type Unlocked } from './panel-words.ts';
import { undecidedView } from './undecided.ts';

/**
 * The member's control message, a pure function of where the member stands.
 * @param notice what just happened, shown first
 */
export function panelView(standing: PanelState, text: Text, notice?: string): View {
  if (standing.is === 'undecided') return undecidedView(standing, text, notice);
  const { t } = text;
  const main = mainStep(standing);
  return frame(
    colourOf(standing),
    [notice, numberLine(standing, text), ...lines(standing, text)],
    [
      button(buttons.send, t('panel.send'), { primary: main === 'send', disabled: !standing.canSend }),
      button(buttons.resend, t('panel.resend'), { primary: main === 'resend', disabled: !standing.canResend }),
      button(buttons.submit, t('panel.submit'), { primary: main === 'submit', disabled: !standing.canSubmit }),
      button(buttons.change, t('panel.change')),
      ...askStaff(text),
      ...offeredButtons(standing, text, main),
    ],
  );
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

type Step = 'send' | 'resend' | 'submit' | OtherChannel;

/** The button of the next step: the one that the sentence above it names. */
function mainStep(standing: DecidedState): Step | undefined {
  if (standing.is === 'locked') return undefined;
  const problem = problemOf(standing);
  const next = wayOn(standing, problem) ?? (standing.canSend ? 'send' : undefined);
  if (next && (problem !== undefined || standing.is === 'entered')) return next;
  if (standing.canSubmit) return 'submit';
  return next ?? (standing.canResend ? 'resend' : undefined);
}

/** The channel besides SMS by which a member had best go on: the one before, or another one where that leads nowhere. */
function wayOn({ channel = 'sms', offered, resendAt, takesTexts }: Unlocked, problem: SmsProblem | undefined) {
  if (resendAt !== undefined) return undefined;
  if (problem && staysSo.includes(problem)) return offered.find((one) => one !== channel);
  return offered.find((one) => one === channel || !takesTexts);
}

/** What another send over the same channel would meet as well. */
const staysSo: readonly SmsProblem[] = [
  'cannotReceive',
  'countryOff',
  'optedOut',
  'sender',
  'noSender',
  'filtered',
  'configuration',
  'dayFull',
];

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
