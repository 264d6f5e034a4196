import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { settingLimits } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { enumerated } from '../../text/enumerated.ts';
import type { Text } from '../../text/texts.ts';
import { markOf } from '../interactions/ids.ts';
import type { Preflight } from '../preflight/preflight.ts';
import type { Page } from '../setup/ids.ts';
import type { PageContent } from '../setup/pages.ts';
import { heading, press, section, text } from '../setup/views/controls.ts';
import { picker } from '../setup/views/picker.ts';
import { quoted } from '../ui/quote.ts';
import { hiddenFrom } from './greeting.ts';
import { WELCOME_FIELD, welcomeRoutes } from './ids.ts';

/** Characters of the admin's own words that are shown on the screen. */
const SHOWN = 300;

/** The page of `/setup` about how members are received, with the channels that they would not see. */
export function welcomePage(preflight: Pick<Preflight, 'look'>): PageContent {
  return async (state, words) => {
    const { settings, serverId, page } = state;
    const { t } = words;
    const { welcomeText, welcomeChannelIds } = settings;
    const look = welcomeChannelIds.length > 0 ? await preflight.look(serverId) : undefined;
    const hidden = look?.is === 'seen' ? hiddenFrom(look.snapshot, settings) : [];
    const channels = enumerated(
      hidden.map((id) => `<#${id}>`),
      words,
    );
    const now =
      welcomeText === undefined ? t('welcome.ours') : t('welcome.theirs', { words: quoted(welcomeText, words, SHOWN) });
    return [
      section(heading(t('welcome.text'), now), press(welcomeRoutes.text, page, t('welcome.edit'))),
      ...picker(state, words, welcomeRoutes.channels, {
        field: 'welcomeChannels',
        kind: 'channel',
        ids: welcomeChannelIds,
        most: settingLimits.welcomeChannels,
      }),
      ...(hidden.length > 0 ? [text(`⚠️ ${t('welcome.hidden', { channels, role: `<@&${settings.roleId}>` })}`)] : []),
    ];
  };
}

export const welcomePrefills = ({ welcomeText = '' }: ServerSettings) => [welcomeText];

/** Asks for the words. */
export function welcomeForm(
  settings: ServerSettings,
  page: Page,
  { t }: Text,
): APIModalInteractionResponseCallbackData {
  const { welcomeText } = settings;
  return {
    custom_id: welcomeRoutes.text.id([page, ...welcomePrefills(settings).map(markOf)].join('~')),
    title: t('welcome.formTitle'),
    components: [
      {
        type: ComponentType.Label,
        label: t('welcome.field'),
        description: t('welcome.fieldHint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: WELCOME_FIELD,
          style: TextInputStyle.Paragraph,
          max_length: settingLimits.welcomeText,
          required: false,
          ...(welcomeText === undefined ? {} : { value: welcomeText }),
        },
      },
    ],
  };
}
