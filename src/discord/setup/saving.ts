import type { AnySelectMenuInteraction } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import { promise } from '../interactions/answers.ts';
import { forAdmins } from './access.ts';
import { saveAndShow } from './changing.ts';
import type { Page } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { showScreen } from './screen.ts';

type ChosenIn = (interaction: AnySelectMenuInteraction) => readonly string[];

// An id is but text: it could name a channel of somebody else's server, or be no id at all. So of roles and channels those
// are taken that Discord itself found on this server.
export const chosenRoles: ChosenIn = (interaction) =>
  interaction.isRoleSelectMenu() ? [...interaction.roles.keys()] : [];
export const chosenChannels: ChosenIn = (interaction) =>
  interaction.isChannelSelectMenu() ? [...interaction.channels.keys()] : [];
export const chosenOptions: ChosenIn = (interaction) => interaction.values;

/** A select of the screen: what is chosen is saved at once, and shown on `page`. */
export const saving = (
  parts: SetupParts,
  page: Page,
  chosen: ChosenIn,
  changeOf: (values: readonly string[]) => SettingsChange,
) =>
  forAdmins<AnySelectMenuInteraction>(async (visit) => {
    const { interaction, text } = visit;
    await promise(interaction);
    const found = chosen(interaction);
    // Something was chosen and all of it is gone: that is no wish to have none.
    const isGone = found.length === 0 && interaction.values.length > 0;
    if (isGone) return showScreen(parts, visit, page, [`⚠️ ${text.t('setup.choiceGone')}`]);
    await saveAndShow(parts, visit, page, changeOf(found));
  });
