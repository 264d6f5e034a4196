import type { AnySelectMenuInteraction } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import type { ConflictPolicy } from '../../gate/settings/settings.ts';
import { promise } from '../interactions/answers.ts';
import type { Handlers } from '../interactions/router.ts';
import { forAdmins } from './access.ts';
import { pageOf, selects } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { chosenChannels, chosenOptions, chosenRoles, saving } from './saving.ts';
import { showScreen } from './screen.ts';

/** The selects of the screen's own pages, and the one that leads to every page. */
export function selectHandlers(parts: SetupParts): Handlers['selects'] {
  return {
    [selects.page.name]: forAdmins<AnySelectMenuInteraction>(async (visit) => {
      await promise(visit.interaction);
      await showScreen(parts, visit, pageOf(visit.interaction.values[0]));
    }),
    [selects.role.name]: saving(parts, 'basics', chosenRoles, ([roleId]) => (roleId === undefined ? {} : { roleId })),
    [selects.removedRoles.name]: saving(parts, 'basics', chosenRoles, (removedRoleIds) => ({ removedRoleIds })),
    [selects.channel.name]: saving(parts, 'basics', chosenChannels, ([channelId]) =>
      channelId === undefined ? {} : { channelId },
    ),
    [selects.accounts.name]: saving(parts, 'rules', chosenOptions, ([count]) => ({ accountsPerNumber: Number(count) })),
    [selects.conflict.name]: saving(parts, 'rules', chosenOptions, ([policy]) => ({ ...conflictOf(policy) })),
    [selects.sending.name]: saving(parts, 'rules', chosenOptions, ([when]) => ({ sendsAtOnce: when === 'atOnce' })),
    [selects.staffChannel.name]: saving(parts, 'staff', chosenChannels, ([staffChannelId]) =>
      staffChannelId === undefined ? { clear: ['staffChannelId'] } : { staffChannelId },
    ),
    [selects.ping.name]: saving(parts, 'staff', chosenOptions, ([value]) => ({ pingsStaff: value === 'on' })),
    [selects.staffRole.name]: saving(parts, 'staff', chosenRoles, ([staffRoleId]) =>
      staffRoleId === undefined ? { clear: ['staffRoleId'] } : { staffRoleId },
    ),
  };
}

const policies: readonly ConflictPolicy[] = ['deny', 'transfer', 'askStaff'];

function conflictOf(value: string | undefined): SettingsChange {
  const conflict = policies.find((policy) => policy === value);
  return conflict === undefined ? {} : { conflict };
}
