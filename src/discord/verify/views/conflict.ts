import type { Ms } from '../../../clock.ts';
import type { HelpRequestOutcome } from '../../../gate/staff/requests.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { button, colours, dated, frame, type View } from '../../ui/parts.ts';
import { roleList } from '../../ui/roles.ts';
import { conflictButtons } from '../ids.ts';

/** The number stays where it is. @param names of the accounts that hold it, masked */
export function denyView(names: readonly string[], text: Text): View {
  const { t } = text;
  return frame(
    colours.bad,
    [t('conflict.held', { count: names.length, names: listed(names, text) }), t('conflict.deny')],
    [button(buttons.enter, t('panel.enter'), { primary: true }), ...askStaff(text)],
  );
}

/** The staff decide, if they could be asked. */
export function askedStaffView(names: readonly string[], outcome: HelpRequestOutcome, text: Text): View {
  const { t } = text;
  const held = t('conflict.held', { count: names.length, names: listed(names, text) });
  if (outcome.is === 'opened') return frame(colours.wait, [held, t('conflict.asked')]);
  if (outcome.is === 'alreadyOpen') return frame(colours.wait, [held, t('conflict.askedBefore')]);
  return frame(
    colours.bad,
    [held, t('conflict.notAsked')],
    [button(buttons.enter, t('panel.enter'), { primary: true })],
  );
}

/** Move the number here? @param until when the question lapses */
export function transferView(names: readonly string[], roleIds: readonly string[], until: Ms, text: Text): View {
  const { t } = text;
  return frame(
    colours.wait,
    [
      `### ${t('conflict.title')}`,
      t('conflict.held', { count: names.length, names: listed(names, text) }),
      t('conflict.body', { role: roleList(roleIds, text), when: dated(until) }),
    ],
    [
      button(conflictButtons.confirm, t('conflict.confirm'), { primary: true }),
      button(conflictButtons.cancel, t('conflict.cancel')),
    ],
  );
}

/** For the account that the number came from, by direct message. */
export function gaveUpView(server: string, { t }: Text): View {
  return frame(colours.wait, [`### ${t('conflict.gaveUpTitle', { server })}`, t('conflict.gaveUp')]);
}

function listed(names: readonly string[], { locale }: Text): string {
  return new Intl.ListFormat(locale).format(names.map((name) => `**${name}**`));
}
