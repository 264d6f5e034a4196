import { withoutNumbers } from '../../gate/privacy/redacting.ts';
import { textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import { filling, opening, type Read } from '../setup/forms.ts';
import type { SetupParts } from '../setup/parts.ts';
import { chosenChannels, saving } from '../setup/saving.ts';
import { WELCOME_FIELD, welcomeRoutes } from './ids.ts';
import { welcomeForm, welcomePrefills } from './page.ts';

/** What can be pressed on the page about the greeting. */
export function welcomeHandlers(parts: SetupParts): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  return {
    buttons: { [welcomeRoutes.text.name]: opening(parts, welcomeForm) },
    modals: { [welcomeRoutes.text.name]: filling(parts, readWelcome, welcomePrefills) },
    selects: {
      [welcomeRoutes.channels.name]: saving(parts, 'welcome', chosenChannels, (welcomeChannelIds) => ({
        welcomeChannelIds,
      })),
    },
  };
}

const readWelcome: Read = (answers) => {
  const welcomeText = withoutNumbers(textIn(answers, WELCOME_FIELD)).trim();
  const change = welcomeText === '' ? { clear: ['welcomeText'] as const } : { welcomeText };
  return [{ fields: [WELCOME_FIELD], typed: welcomeText, change }];
};
