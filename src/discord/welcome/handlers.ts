import type { AnySelectMenuInteraction } from 'discord.js';
import { withoutNumbers } from '../../gate/privacy/redacting.ts';
import { promise } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import { forAdmins } from '../setup/access.ts';
import { saveAndShow } from '../setup/changing.ts';
import { filling, opening, type Read } from '../setup/forms.ts';
import type { SetupParts } from '../setup/parts.ts';
import { showScreen } from '../setup/screen.ts';
import { WELCOME_FIELD, welcomeRoutes } from './ids.ts';
import { welcomeForm, welcomePrefills } from './page.ts';

/** What can be pressed on the page about the greeting. */
export function welcomeHandlers(parts: SetupParts): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  return {
    buttons: { [welcomeRoutes.text.name]: opening(parts, welcomeForm) },
    modals: { [welcomeRoutes.text.name]: filling(parts, readWelcome, welcomePrefills) },
    selects: {
      [welcomeRoutes.channels.name]: forAdmins<AnySelectMenuInteraction>(async (visit) => {
        const { interaction, text } = visit;
        await promise(interaction);
        // Only those that Discord itself found on this server.
        const welcomeChannelIds = interaction.isChannelSelectMenu() ? [...interaction.channels.keys()] : [];
        const isGone = welcomeChannelIds.length === 0 && interaction.values.length > 0;
        if (isGone) return showScreen(parts, visit, 'welcome', [`⚠️ ${text.t('setup.choiceGone')}`]);
        await saveAndShow(parts, visit, 'welcome', { welcomeChannelIds });
      }),
    },
  };
}

const readWelcome: Read = (answers) => {
  const welcomeText = withoutNumbers(textIn(answers, WELCOME_FIELD)).trim();
  const change = welcomeText === '' ? { clear: ['welcomeText'] as const } : { welcomeText };
  return [{ fields: [WELCOME_FIELD], typed: welcomeText, change }];
};
