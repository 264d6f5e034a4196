import type { Ms } from '../../../clock.ts';
import { maskPhone } from '../../../otp/number/phone.ts';
import type { Standing } from '../../../otp/standing.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { requestRoutes } from '../../requests/ids.ts';
import { button, colours, frame, type View, when } from '../../ui/parts.ts';

/**
 * The member's control message, a pure function of where the member stands.
 * @param notice what just happened, shown first
 */
export function panelView(standing: Standing, text: Text, notice?: string): View {
  const { t } = text;
  return frame(
    colourOf(standing),
    [notice, t('panel.number', { phone: maskPhone(standing.phone) }), ...lines(standing, text)],
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
export function sendingView(standing: Standing, text: Text): View {
  const { t } = text;
  const lines = [t('panel.number', { phone: maskPhone(standing.phone) }), t('panel.sending')];
  return frame(colours.calm, lines, [
    button(buttons.send, t('panel.send'), { disabled: true }),
    button(buttons.resend, t('panel.resend'), { disabled: true }),
    button(buttons.submit, t('panel.submit'), { disabled: true }),
    button(buttons.change, t('panel.change'), { disabled: true }),
    button(requestRoutes.open, t('request.button'), { disabled: true }),
  ]);
}

function colourOf({ is, problem }: Standing): number {
  if (is === 'locked') return colours.bad;
  return is === 'expired' || problem !== undefined ? colours.wait : colours.calm;
}

const canOnlyResend = (standing: Standing) => standing.canResend && !standing.canSubmit;

const isReady = ({ problem, canSend }: Standing) => problem === undefined && canSend;

function lines(standing: Standing, { t }: Text): (string | undefined)[] {
  const { problem, delivery, expiresAt, resendAt, lockedUntil } = standing;
  const explained = problem && t(`panel.problem.${problem}`);
  const timed = (key: 'panel.resendFrom' | 'panel.locked' | 'panel.expires', instant: Ms | undefined) =>
    instant === undefined ? undefined : t(key, { when: when(instant) });
  const resend = timed('panel.resendFrom', resendAt);
  switch (standing.is) {
    case 'entered':
      return [explained, resend, isReady(standing) ? t('panel.entered') : undefined];
    case 'locked':
      return [timed('panel.locked', lockedUntil)];
    case 'expired':
      return [explained ?? (resend ? t('panel.expiredWait') : t('panel.expired')), resend];
    case 'sent': {
      const progress = delivery === undefined || delivery === 'failed' ? explained : t(`panel.${delivery}`);
      const expires = problem ? undefined : timed('panel.expires', expiresAt);
      return [progress, [expires, resend].filter(Boolean).join('\n')];
    }
  }
}
