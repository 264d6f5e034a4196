import { maskPhone } from '../../../otp/number/phone.ts';
import type { SentState } from '../../../otp/panel-state.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { button, colours, frame, type View, when } from '../../ui/parts.ts';

/** A sentence, and a way to enter a number: for members without a challenge. */
export function startView(sentence: string, text: Text): View {
  const enter = button(buttons.enter, text.t('panel.enter'), { primary: true });
  return frame(colours.wait, [sentence], [enter, ...askStaff(text)]);
}

/** A sentence, and the way back to wherever the member stands. */
export function tryAgainView(sentence: string, { t }: Text): View {
  return frame(colours.wait, [sentence], [button(buttons.verify, t('notice.verify'), { primary: true })]);
}

/** A sentence with nothing to press. */
export function sentenceView(sentence: string): View {
  return frame(colours.wait, [sentence]);
}

/** The number entered is the one whose code is still alive: replace it, once the cool-down is over, or keep it? */
export function sameNumberView(standing: SentState, { t }: Text): View {
  const { phone, expiresAt, resendAt, canResend } = standing;
  const params = { phone: maskPhone(phone), when: when(expiresAt) };
  const wait = resendAt === undefined ? undefined : t('panel.resendFrom', { when: when(resendAt) });
  return frame(
    colours.wait,
    [`### ${t('same.title')}`, t('same.body', params), wait],
    [
      button(buttons.regenerate, t('same.regenerate'), { primary: canResend, disabled: !canResend }),
      button(buttons.keep, t('same.keep'), { primary: !canResend }),
    ],
  );
}
