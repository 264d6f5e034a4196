import type { APIComponentInContainer } from 'discord.js';
import { settingLimits } from '../../../gate/settings/changes.ts';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import { countryLabel } from '../../ui/country.ts';
import { buttons, selects } from '../ids.ts';
import { choice, heading, press, row, section, text } from './controls.ts';
import { lineSummary } from './lines.ts';
import type { ScreenState } from './state.ts';

/** Countries of a list that are named on the screen; the form has them all. */
const NAMED = 40;

/** Who may verify, and how often. */
export function rules({ settings, page, looksUpLines }: ScreenState, words: Text): APIComponentInContainer[] {
  const { t } = words;
  const { least, most } = settingLimits.accountsPerNumber;
  const counts = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return [
    text(heading(t('setup.field.accounts'), t('setup.field.accountsHint'))),
    row(
      choice(
        selects.accounts,
        String(settings.accountsPerNumber),
        counts.map((count) => ({ value: String(count), label: t('setup.field.accountsOption', { count }) })),
      ),
    ),
    text(heading(t('setup.field.conflict'), t('setup.field.conflictHint'))),
    row(
      choice(selects.conflict, settings.conflict, [
        { value: 'deny', label: t('setup.conflict.deny'), description: t('setup.conflict.denyHint') },
        { value: 'transfer', label: t('setup.conflict.transfer'), description: t('setup.conflict.transferHint') },
        { value: 'askStaff', label: t('setup.conflict.askStaff'), description: t('setup.conflict.askStaffHint') },
      ]),
    ),
    text(heading(t('setup.field.sending'), t('setup.field.sendingHint'))),
    row(
      choice(selects.sending, settings.sendsAtOnce ? 'atOnce' : 'button', [
        { value: 'button', label: t('setup.sending.button'), description: t('setup.sending.buttonHint') },
        { value: 'atOnce', label: t('setup.sending.atOnce'), description: t('setup.sending.atOnceHint') },
      ]),
    ),
    section(
      `**${t('setup.field.lines')}**\n${lineSummary(settings, looksUpLines, words)}`,
      press(buttons.lines, page, t('setup.action.lines')),
    ),
    section(
      `**${t('setup.field.countries')}**\n${countryRule(settings, words)}\n-# ${defaultCountry(settings, words)}`,
      press(buttons.countries, page, t('setup.action.countries')),
    ),
    section(
      [`**${t('setup.field.limits')}**`, ...limits(settings, words)].join('\n'),
      press(buttons.limits, page, t('setup.action.limits')),
    ),
  ];
}

function countryRule({ countries: rule }: ServerSettings, words: Text): string {
  const { t } = words;
  if (rule.is === 'all') return t('setup.countries.all');
  const { countries } = rule;
  const named = enumerated(
    countries.slice(0, NAMED).map((country) => countryLabel(country, words)),
    words,
  );
  const more = countries.length - NAMED;
  const list = more > 0 ? t('setup.countries.more', { list: named, count: more }) : named;
  return t(`setup.countries.${rule.is}`, { list, count: countries.length });
}

function defaultCountry({ defaultCountry: country }: ServerSettings, words: Text): string {
  const { t } = words;
  if (country === undefined) return t('setup.countries.noDefault');
  return t('setup.countries.default', { country: countryLabel(country, words) });
}

function limits({ minimumAgeDays, dailyCap }: ServerSettings, { t }: Text): string[] {
  return [
    minimumAgeDays > 0 ? t('setup.limits.age', { count: minimumAgeDays }) : t('setup.limits.noAge'),
    dailyCap === undefined ? t('setup.limits.noCap') : t('setup.limits.cap', { cap: dailyCap }),
  ];
}
