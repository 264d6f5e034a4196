import type { Grant } from '../../../gate/roles/grants.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { button, colours, frame, type View } from '../../ui/parts.ts';

/** The code was right; Discord has not accepted the role yet, so nothing more is claimed. */
export function grantingView({ t }: Text): View {
  return frame(colours.calm, [t('done.granting')]);
}

/** The member has the role and had it before. */
export function alreadyView(roleId: string, { t }: Text): View {
  return frame(colours.good, [t('done.already', { role: `<@&${roleId}>` })]);
}

/** The number is blocked on this server; the staff are the way out. */
export function blockedView({ t }: Text): View {
  return frame(colours.bad, [t('done.blocked')]);
}

/** What became of the role. "You are verified" stands only where Discord accepted it. */
export function grantView(grant: Grant, roleId: string, text: Text): View {
  const { t } = text;
  switch (grant.is) {
    case 'granted':
      return frame(colours.good, [`### ${t('done.title')}`, t('done.body', { role: `<@&${roleId}>` })]);
    case 'underway':
      return frame(colours.calm, [t('done.underway')], [button(buttons.verify, t('notice.verify'))]);
    case 'owed':
      return frame(
        colours.wait,
        [`### ${t('owed.title')}`, t(`owed.${grant.obstacle}`), t('owed.next')],
        [button(buttons.verify, t('notice.verify'), { primary: true })],
      );
    case 'notVerified':
      return frame(colours.wait, [t('error.start')], [button(buttons.enter, t('panel.enter'), { primary: true })]);
  }
}
