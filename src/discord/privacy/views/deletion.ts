import { ButtonStyle } from 'discord.js';
import { type Erased, isEmpty, type MemberData } from '../../../gate/privacy/privacy.ts';
import { waitsForMending } from '../../../gate/roles/role-keeper.ts';
import type { Text } from '../../../text/texts.ts';
import { button, colours, frame, type View } from '../../ui/parts.ts';
import { roleList } from '../../ui/roles.ts';
import { privacyRoutes } from '../ids.ts';
import { blockLine, nothingView } from './page.ts';

/** So many blocks at most are spelled out. */
const LISTED = 3;

/** Asks before anything is deleted, and says what will be and what will not. */
export function askView(data: MemberData, roleId: string | undefined, text: Text): View {
  const { t } = text;
  const { entry, blocks } = data;
  const isListedAlone = isEmpty({ ...data, lists: [] });
  const theirs = [...new Set([...(roleId === undefined ? [] : [roleId]), ...(entry?.givenRoleIds ?? [])])];
  const points = [
    ...(theirs.length === 0 || isListedAlone ? [] : [t('privacy.deletion.role', { role: roleList(theirs, text) })]),
    t('privacy.deletion.record'),
    ...(entry?.phone ? [t('privacy.deletion.past')] : []),
    ...(blocks.length > 0 ? [t('privacy.deletion.block')] : []),
    t('privacy.deletion.elsewhere'),
  ];
  return frame(
    colours.wait,
    [
      `### ${t('privacy.deletion.title')}`,
      points.map((point) => `- ${point}`).join('\n'),
      blocks
        .slice(0, LISTED)
        .map((block) => blockLine(block, text))
        .join('\n'),
    ],
    [confirmButton(text), button(privacyRoutes.keep, t('privacy.deletion.keep'), { primary: true })],
  );
}

/** What was deleted, and what is left. */
export function erasedView(erased: Erased, roleId: string | undefined, text: Text): View {
  const { t } = text;
  const role = { role: roleId === undefined ? t('member.theRole') : `<@&${roleId}>` };
  switch (erased.is) {
    case 'nothing':
      return nothingView(text);
    case 'discordUnavailable':
      return frame(
        colours.bad,
        [t('privacy.deletion.unavailable', role)],
        [confirmButton(text), button(privacyRoutes.keep, t('privacy.deletion.keep'))],
      );
    case 'erased': {
      const { role: taken, blocks } = erased;
      const stays = taken.is === 'refused' && waitsForMending(taken.obstacle);
      return frame(stays ? colours.wait : colours.good, [
        `### ${t('privacy.deletion.done')}`,
        taken.is === 'done' ? t('privacy.deletion.roleTaken', role) : undefined,
        stays ? t('privacy.deletion.roleStays', role) : undefined,
        blocks.length > 0 ? t('privacy.deletion.blockStays') : undefined,
        t('privacy.deletion.again'),
      ]);
    }
  }
}

const confirmButton = ({ t }: Text) => ({
  ...button(privacyRoutes.confirm, t('privacy.deletion.confirm')),
  style: ButtonStyle.Danger as const,
});
