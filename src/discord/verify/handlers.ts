import { buttons, modals } from '../interactions/ids.ts';
import type { Handlers, RouterParts } from '../interactions/router.ts';
import { begin, openNumberForm } from './begin.ts';
import { chooseNumber } from './choosing.ts';
import { cancelTransfer, confirmTransfer } from './conflict.ts';
import { conflictButtons } from './ids.ts';
import { enterNumber } from './number.ts';
import { showPanel, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { sendCode } from './sending.ts';
import { openCodeForm, submitCode } from './submitting.ts';

/** The verification flow's buttons and modals. */
export function flowHandlers(parts: FlowParts): Pick<Handlers, 'buttons' | 'modals'> {
  return {
    buttons: {
      [buttons.verify.name]: (visit) => begin(parts, visit),
      [buttons.enter.name]: (visit) => openNumberForm(parts, visit),
      [buttons.change.name]: (visit) => openNumberForm(parts, visit),
      [buttons.choose.name]: (visit) => chooseNumber(parts, visit),
      [buttons.send.name]: (visit) => sendCode(parts, visit, false),
      [buttons.resend.name]: (visit) => sendCode(parts, visit, true),
      [buttons.regenerate.name]: (visit) => sendCode(parts, visit, true),
      [buttons.call.name]: (visit) => sendCode(parts, visit, true, 'call'),
      [buttons.whatsapp.name]: (visit) => sendCode(parts, visit, true, 'whatsapp'),
      [buttons.submit.name]: (visit) => openCodeForm(parts, visit),
      [buttons.keep.name]: (visit) => showPanel(parts, visit, visit.text.t('outcome.kept')),
      [conflictButtons.confirm.name]: (visit) => confirmTransfer(parts, visit),
      [conflictButtons.cancel.name]: (visit) => cancelTransfer(parts, visit),
    },
    modals: {
      [modals.number.name]: (visit) => enterNumber(parts, visit),
      [modals.code.name]: (visit) => submitCode(parts, visit),
    },
  };
}

/** What a component or modal of another version is answered with: where the member stands, or the way in. */
export function outOfDate(parts: FlowParts): RouterParts['outOfDate'] {
  return async (visit) => {
    const { server, stored } = await parts.situations.of(visit.who);
    const standing = parts.verifier.standing(stored);
    const { t } = visit.text;
    await showState(parts, visit, server, standing, standing ? t('outcome.outOfDate') : t('error.outOfDate'));
  };
}
