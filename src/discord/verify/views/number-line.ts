import { maskPhone } from '../../../otp/number/phone.ts';
import { writtenOut } from '../../../otp/number/written.ts';
import type { PanelState } from '../../../otp/panel-state.ts';
import type { Text } from '../../../text/texts.ts';
import { countryLabel } from '../../ui/country.ts';

/**
 * The member's number. As long as nothing is sent to it its owner sees all of it, and its country, to find a wrong digit before somebody else
 * is texted. From then on it is masked: who looks over a shoulder learns nothing.
 */
export function numberLine({ is, phone, country }: PanelState, text: Text): string {
  if (is !== 'entered') return text.t('panel.number', { phone: maskPhone(phone) });
  return text.t('panel.numberInFull', { country: countryLabel(country, text), phone: writtenOut(phone) });
}

/** The number that was named before the one that was refused. */
export function stillSetLine({ is, phone }: PanelState, { t }: Text): string {
  return t('panel.stillSet', { phone: is === 'entered' ? writtenOut(phone) : maskPhone(phone) });
}
