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

type ChosenIn = (interaction: AnySelectMenuInteraction) => readonly string[];

// An id is but text: it could name a channel of somebody else's server, or be no id at all. So of roles and channels those
// are taken that Discord itself found on this server.
const roles: ChosenIn = (interaction) => (interaction.isRoleSelectMenu() ? [...interaction.roles.keys()] : []);
const channels: ChosenIn = (interaction) => (interaction.isChannelSelectMenu() ? [...interaction.channels.keys()] : []);
const options: ChosenIn = (interaction) => interaction.values;

/** Every select of the screen: what is chosen is saved at once. */
export function selectHandlers(parts: SetupParts): Handlers['selects'] {
  const saving = (page: Page, chosen: ChosenIn, changeOf: (values: readonly string[]) => SettingsChange) =>
    forAdmins<AnySelectMenuInteraction>(async (visit) => {
      await promise(visit.interaction);
      await saveAndShow(parts, visit, page, changeOf(chosen(visit.interaction)));
    });

  return {
    [selects.role.name]: saving('basics', roles, ([roleId]) => (roleId === undefined ? {} : { roleId })),
    [selects.removedRoles.name]: saving('basics', roles, (removedRoleIds) => ({ removedRoleIds })),
    [selects.channel.name]: saving('basics', channels, ([channelId]) => (channelId === undefined ? {} : { channelId })),
    [selects.accounts.name]: saving('rules', options, ([count]) => ({ accountsPerNumber: Number(count) })),
    [selects.conflict.name]: saving('rules', options, ([policy]) => ({ ...conflictOf(policy) })),
    [selects.lines.name]: saving('rules', options, (values) => ({
      refusedLines: values.includes('voip') ? ['voip'] : [],
    })),
    [selects.staffChannel.name]: saving('staff', channels, ([staffChannelId]) =>
      staffChannelId === undefined ? { clear: ['staffChannelId'] } : { staffChannelId },
    ),
    [selects.staffRole.name]: saving('staff', roles, ([staffRoleId]) =>
      staffRoleId === undefined ? { clear: ['staffRoleId'] } : { staffRoleId },
    ),
  };
}

const policies: readonly ConflictPolicy[] = ['deny', 'transfer', 'askStaff'];

function conflictOf(value: string | undefined): SettingsChange {
  const conflict = policies.find((policy) => policy === value);
  return conflict === undefined ? {} : { conflict };
}
