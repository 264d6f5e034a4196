import { isRole } from '../../../gate/roles/given.ts';
import type { Grant } from '../../../gate/roles/grants.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons } from '../../interactions/ids.ts';
import { askStaff } from '../../requests/way.ts';
import { button, colours, frame, type View } from '../../ui/parts.ts';
import { roleList } from '../../ui/roles.ts';

/** The code was right; Discord has not accepted the role yet, so nothing more is claimed. */
export function grantingView({ t }: Text): View {
  return frame(colours.calm, [t('done.granting')]);
}

/** The member has the roles and had them before. */
export function alreadyView(roleIds: readonly string[], text: Text): View {
  const said = { count: rolesIn(roleIds).length, role: roleList(rolesIn(roleIds), text) };
  return frame(colours.good, [text.t('done.already', said)]);
}

/** The number is blocked on this server; the staff are the way out. */
export function blockedView(text: Text): View {
  return frame(colours.bad, [text.t('done.blocked')], askStaff(text, { label: 'rules.ask', primary: true }));
}

/** Which roles a member has been given. */
export function givenWords(grant: Extract<Grant, { is: 'granted' }>, roleIds: readonly string[], text: Text): string {
  const given = rolesIn(roleIds).filter((id) => !grant.missing?.includes(id));
  return text.t('done.body', { count: given.length, role: roleList(given, text) });
}

/** What became of the roles. "You are verified" stands only where Discord accepted them. @param roleIds what success gives to this member */
export function grantView(grant: Grant, roleIds: readonly string[], text: Text): View {
  const { t } = text;
  const theirs = rolesIn(roleIds);
  switch (grant.is) {
    case 'granted':
      return frame(colours.good, [`### ${t('done.title')}`, givenWords(grant, roleIds, text)]);
    case 'underway':
      return frame(colours.calm, [t('done.underway')], [button(buttons.verify, t('notice.verify'), { primary: true })]);
    case 'owed':
      return frame(
        colours.wait,
        [
          `### ${t('owed.title')}`,
          t(`owed.${grant.obstacle}`),
          theirs.length > 1 ? t('owed.roles', { roles: roleList(theirs, text) }) : undefined,
          t('owed.next'),
        ],
        [button(buttons.verify, t('notice.verify'), { primary: true })],
      );
    case 'notVerified':
      return frame(colours.wait, [t('error.start')], [button(buttons.enter, t('panel.enter'), { primary: true })]);
  }
}

const rolesIn = (ids: readonly string[]) => ids.filter(isRole);
