import type { PanelState } from '../../../otp/panel-state.ts';
import type { SmsProblem } from '../../../otp/sms.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { requestRoutes } from '../../requests/ids.ts';
import { button, colours, frame, type View, when } from '../../ui/parts.ts';
import { numberLine } from './number-line.ts';

type Unlocked = Exclude<PanelState, { is: 'locked' }>;

/**
 * The member's control message, a pure function of where the member stands.
 * @param notice what just happened, shown first
 */
export function panelView(standing: PanelState, text: Text, notice?: string): View {
  const { t } = text;
  return frame(
    colourOf(standing),
    [notice, numberLine(standing, text), ...lines(standing, text)],
    [
      button(buttons.send, t('panel.send'), { primary: standing.canSend, disabled: !standing.canSend }),
      button(buttons.resend, t('panel.resend'), { primary: canOnlyResend(standing), disabled: !standing.canResend }),
      button(buttons.submit, t('panel.submit'), {
        primary: standing.canSubmit && !standing.canSend,
        disabled: !standing.canSubmit,
      }),
      button(buttons.change, t('panel.change')),
      button(requestRoutes.open, t('request.button')),
    ],
  );
}

/** The panel while the carrier is being asked: nothing can be pressed, so nothing can be sent twice. */
export function sendingView(standing: PanelState, text: Text): View {
  const { t } = text;
  const lines = [numberLine(standing, text), t('panel.sending')];
  return frame(colours.calm, lines, [
    button(buttons.send, t('panel.send'), { disabled: true }),
    button(buttons.resend, t('panel.resend'), { disabled: true }),
    button(buttons.submit, t('panel.submit'), { disabled: true }),
    button(buttons.change, t('panel.change'), { disabled: true }),
    button(requestRoutes.open, t('request.button'), { disabled: true }),
  ]);
}

function colourOf(standing: PanelState): number {
  if (standing.is === 'locked') return colours.bad;
  return standing.is === 'expired' || problemOf(standing) !== undefined ? colours.wait : colours.calm;
}

const canOnlyResend = (standing: PanelState) => standing.canResend && !standing.canSubmit;

/** Why the carrier took or delivered no SMS. */
function problemOf(standing: Unlocked): SmsProblem | undefined {
  if (standing.is === 'entered') return standing.problem;
  return standing.delivery.is === 'failed' ? standing.delivery.problem : undefined;
}

function lines(standing: PanelState, { t }: Text): (string | undefined)[] {
  if (standing.is === 'locked') return [t('panel.locked', { when: when(standing.lockedUntil) })];
  const { resendAt, canSend } = standing;
  const problem = problemOf(standing);
  const explained = problem && t(`panel.problem.${problem}`);
  const resend = resendAt === undefined ? undefined : t('panel.resendFrom', { when: when(resendAt) });
  switch (standing.is) {
    case 'entered':
      return [explained, resend, problem === undefined && canSend ? t('panel.entered') : undefined];
    case 'expired':
      return [explained ?? (resend ? t('panel.expiredWait') : t('panel.expired')), resend];
    case 'sent': {
      if (standing.delivery.is === 'failed') return [explained, resend];
      const expires = t('panel.expires', { when: when(standing.expiresAt) });
      return [t(`panel.${standing.delivery.is}`), [expires, resend].filter(Boolean).join('\n')];
    }
  }
}
