import { writtenOut } from '../../../otp/number/written.ts';
import type { UndecidedState } from '../../../otp/panel-state.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { countryFlag, countryLabel } from '../../ui/country.ts';
import { button, colours, frame, type View } from '../../ui/parts.ts';

/**
 * The question about a number: which country it is from, where nobody typed one; or which number was meant, where what was typed may be
 * read as several. Nothing can be sent before it is answered.
 * @param notice what just happened, shown first
 */
export function undecidedView({ asks, offers }: UndecidedState, text: Text, notice?: string): View {
  const { t } = text;
  const others = [
    button(buttons.change, t(asks === 'country' ? 'panel.otherCountry' : 'panel.change')),
    ...askStaff(text),
  ];
  const [first] = offers;
  if (asks === 'country' && first) {
    const country = countryLabel(first.country, text);
    const question = t('panel.askCountry', { country });
    const yes = button(buttons.choose, t('panel.yes'), { primary: true, arg: first.key });
    return frame(colours.wait, [notice, `**${writtenOut(first.phone)}**`, question], [yes, ...others]);
  }
  const labels = offers.map(({ phone, country }) => `${countryFlag(country)} ${writtenOut(phone)}`.trim());
  const choices = offers.map(({ key }, at) =>
    button(buttons.choose, labels[at] ?? '', { primary: offers.length === 1, arg: key }),
  );
  const question =
    offers.length === 1
      ? t('panel.askThisNumber', { phone: labels[0] ?? '' })
      : t('panel.askNumber', { count: offers.length });
  return frame(colours.wait, [notice, question], [...choices, ...others]);
}
