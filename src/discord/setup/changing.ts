import type { AnySelectMenuInteraction } from 'discord.js';
import type { SettingsChange } from '../../gate/settingChanges.ts';
import type { ConflictPolicy } from '../../gate/settings.ts';
import { type Asked, promise } from '../answers.ts';
import type { Visit } from '../flow/parts.ts';
import type { Handlers } from '../router.ts';
import { forAdmins } from './access.ts';
import { type Page, selects } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { showScreen } from './screen.ts';
import { refusals } from './view/refusals.ts';

/**
 * Saves a change and shows the screen with it. The interaction must have been promised an answer.
 * @param news what else there is to say of it
 */
export async function saveAndShow(
  parts: SetupParts,
  visit: Visit<Asked>,
  page: Page,
  change: SettingsChange,
  news: readonly string[] = [],
): Promise<void> {
  const { who, text } = visit;
  const { refused } = await parts.desk.change(who.serverId, change);
  parts.log.info({ server: who.serverId, settings: Object.keys(change), refused }, 'settings changed');
  await showScreen(parts, visit, page, [...news, ...refusals(refused, text)]);
}

/** Every select of the screen: what is chosen is saved at once. */
export function selectHandlers(parts: SetupParts): Handlers['selects'] {
  const saving = (page: Page, changeOf: (values: readonly string[]) => SettingsChange) =>
    forAdmins<AnySelectMenuInteraction>(async (visit) => {
      await promise(visit.interaction);
      await saveAndShow(parts, visit, page, changeOf(visit.interaction.values));
    });

  return {
    [selects.role.name]: saving('basics', ([roleId]) => (roleId === undefined ? {} : { roleId })),
    [selects.removedRoles.name]: saving('basics', (removedRoleIds) => ({ removedRoleIds })),
    [selects.channel.name]: saving('basics', ([channelId]) => (channelId === undefined ? {} : { channelId })),
    [selects.accounts.name]: saving('rules', ([count]) => ({ accountsPerNumber: Number(count) })),
    [selects.conflict.name]: saving('rules', ([policy]) => ({ ...conflictOf(policy) })),
    [selects.lines.name]: saving('rules', (values) => ({ refusedLines: values.includes('voip') ? ['voip'] : [] })),
    [selects.staffChannel.name]: saving('staff', ([staffChannelId]) =>
      staffChannelId === undefined ? { clear: ['staffChannelId'] } : { staffChannelId },
    ),
    [selects.staffRole.name]: saving('staff', ([staffRoleId]) =>
      staffRoleId === undefined ? { clear: ['staffRoleId'] } : { staffRoleId },
    ),
  };
}

const policies: readonly ConflictPolicy[] = ['deny', 'transfer', 'askStaff'];

function conflictOf(value: string | undefined): SettingsChange {
  const conflict = policies.find((policy) => policy === value);
  return conflict === undefined ? {} : { conflict };
}
