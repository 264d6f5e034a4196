import type { Ms } from '../../../clock.ts';
import type { Text } from '../../../text/texts.ts';
import { requestRoutes } from '../../requests/ids.ts';
import { button, colours, frame, type View, when } from '../../ui/parts.ts';

/** The account is younger than the server takes. @param days how old it has to be @param until when it is */
export function youngView(days: number, until: Ms, { t }: Text): View {
  return frame(
    colours.wait,
    [t('rules.tooYoung', { count: days, when: when(until) })],
    [button(requestRoutes.open, t('rules.ask'), { arg: 'youngAccount' })],
  );
}
