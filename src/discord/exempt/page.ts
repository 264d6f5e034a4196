import { type APIComponentInContainer, type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import { settingLimits } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text } from '../../text/texts.ts';
import type { PageContent } from '../setup/pages.ts';
import { heading, press, roleSelect, row, section, text } from '../setup/views/controls.ts';
import { field, label, markedPage, type Prefills } from '../setup/views/forms.ts';
import { isUnread } from '../setup/views/state.ts';
import { exemptFields, exemptRoutes } from './ids.ts';

/** Who need not verify. */
export const exemptPage: PageContent = (state, words) => {
  const { t } = words;
  const { settings, obstacles } = state;
  const { exemptRoleIds, exemptBoosters, roleId } = settings;
  const disabled = isUnread(state);
  const gone = obstacles.filter(({ where }) => where === 'exemptRoles').flatMap(({ ids }) => ids);
  const role = roleId === undefined ? t('setup.verifiedRole') : `<@&${roleId}>`;
  return [
    text(t('setup.exempt.intro'), `-# ${t('setup.exempt.needs', { role })}`),
    text(heading(t('setup.exempt.roles'), t('setup.exempt.rolesHint'))),
    row(
      roleSelect(exemptRoutes.roles, {
        placeholder: t(disabled ? 'setup.field.unread' : 'setup.exempt.rolesChoose'),
        chosen: disabled ? [] : exemptRoleIds.filter((id) => !gone.includes(id)),
        most: settingLimits.exemptRoles,
        disabled,
      }),
    ),
    section(
      `**${t('setup.exempt.boost')}**\n-# ${t(exemptBoosters ? 'setup.exempt.boostOn' : 'setup.exempt.boostOff')}`,
      press(
        exemptRoutes.boost,
        exemptBoosters ? 'off' : 'on',
        t(exemptBoosters ? 'setup.exempt.switchOff' : 'setup.exempt.switchOn'),
        { style: ButtonStyle.Secondary },
      ),
    ),
    section(
      [`**${t('setup.exempt.dates')}**`, ...dates(settings, words)].join('\n'),
      press(exemptRoutes.dates, 'exempt', t('setup.action.exemptDates')),
    ),
  ] satisfies APIComponentInContainer[];
};

function dates({ exemptAgeDays, exemptJoinedBefore }: ServerSettings, { t }: Text): string[] {
  return [
    `-# ${exemptAgeDays > 0 ? t('setup.exempt.age', { count: exemptAgeDays }) : t('setup.exempt.noAge')}`,
    `-# ${exemptJoinedBefore === undefined ? t('setup.exempt.noJoined') : t('setup.exempt.joined', { day: exemptJoinedBefore })}`,
  ];
}

export const datesPrefills: Prefills = ({ exemptAgeDays, exemptJoinedBefore = '' }) => [
  exemptAgeDays === 0 ? '' : String(exemptAgeDays),
  exemptJoinedBefore,
];

/** Asks for the age of accounts and the day of joining. */
export function datesForm(
  settings: ServerSettings,
  page: Parameters<typeof markedPage>[0],
  words: Text,
): APIModalInteractionResponseCallbackData {
  const { t } = words;
  const [age = '', day = ''] = datesPrefills(settings, words);
  return {
    custom_id: exemptRoutes.newDates.id(markedPage(page, [age, day])),
    title: t('setup.exempt.title'),
    components: [
      label(t('setup.exempt.ageField'), t('setup.exempt.ageHint'), field(exemptFields.age, age)),
      label(t('setup.exempt.dayField'), t('setup.exempt.dayHint'), field(exemptFields.day, day)),
    ],
  };
}
