import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { settingLimits } from '../../../gate/settings/changes.ts';
import type { CountryRule, ServerSettings } from '../../../gate/settings/settings.ts';
import { countryName } from '../../../otp/country/lists.ts';
import type { Text } from '../../../text/texts.ts';
import { markOf } from '../../interactions/ids.ts';
import { fields, modals, type Page } from '../ids.ts';

type Form = APIModalInteractionResponseCallbackData;

/** Discord's limit for a text field. */
const LONGEST = 4000;
/** A name that is too long is refused with a sentence, and not by a field that takes no more. */
const LONGEST_TYPED_NAME = 100;

/** Asks for the words of the notice. */
export function textForm(settings: ServerSettings, page: Page, { t }: Text): Form {
  const input = field(fields.text, settings.noticeText ?? '', settingLimits.noticeText, TextInputStyle.Paragraph);
  return {
    custom_id: modals.text.id(markedPage(page, textPrefills(settings))),
    title: t('setup.text.title'),
    components: [label(t('setup.text.field'), t('setup.text.hint'), input)],
  };
}

/** Asks for the name in the SMS. */
export function smsNameForm(settings: ServerSettings, page: Page, { t }: Text): Form {
  const input = field(fields.smsName, settings.smsName ?? '', LONGEST_TYPED_NAME);
  return {
    custom_id: modals.smsName.id(markedPage(page, smsNamePrefills(settings))),
    title: t('setup.smsName.title'),
    components: [label(t('setup.smsName.field'), t('setup.smsName.hint', { most: settingLimits.smsName }), input)],
  };
}

/** Asks which countries' numbers are taken, and where the number form starts. Countries are named in the admin's language. */
export function countriesForm(settings: ServerSettings, page: Page, text: Text): Form {
  const { t, locale } = text;
  const { countries: rule } = settings;
  const start = startIn(settings, locale);
  return {
    custom_id: modals.countries.id(markedPage(page, countriesPrefills(settings, text))),
    title: t('setup.countries.title'),
    components: [
      label(t('setup.countries.rule'), undefined, {
        type: ComponentType.RadioGroup,
        custom_id: fields.rule,
        options: [
          { value: 'all', label: t('setup.countries.ruleAll'), default: rule.is === 'all' },
          { value: 'only', label: t('setup.countries.ruleOnly'), default: rule.is === 'only' },
          { value: 'except', label: t('setup.countries.ruleExcept'), default: rule.is === 'except' },
        ],
      }),
      label(
        t('setup.countries.list'),
        t('setup.countries.listHint'),
        field(fields.countries, listed(rule, locale), LONGEST, TextInputStyle.Paragraph),
      ),
      label(t('setup.countries.form'), t('setup.countries.formHint'), field(fields.defaultCountry, start, 60)),
    ],
  };
}

/** Asks for the age of accounts and the cap. */
export function limitsForm(settings: ServerSettings, page: Page, { t }: Text): Form {
  const { minimumAgeDays, dailyCap } = settings;
  const bound = (name: 'minimumAgeDays' | 'dailyCap') => ({ most: settingLimits[name].most });
  return {
    custom_id: modals.limits.id(markedPage(page, limitsPrefills(settings))),
    title: t('setup.limits.title'),
    components: [
      label(
        t('setup.limits.ageField'),
        t('setup.limits.ageHint', bound('minimumAgeDays')),
        field(fields.minimumAge, String(minimumAgeDays)),
      ),
      label(
        t('setup.limits.capField'),
        t('setup.limits.capHint', bound('dailyCap')),
        field(fields.dailyCap, String(dailyCap ?? '')),
      ),
    ],
  };
}

/** What a form is filled in with, a part for each setting: parts are compared to know whether somebody has changed it since. */
export type Prefills = (settings: ServerSettings, text: Text) => readonly string[];

export const textPrefills = ({ noticeText = '' }: ServerSettings) => [noticeText];

export const smsNamePrefills = ({ smsName = '' }: ServerSettings) => [smsName];

export const countriesPrefills: Prefills = (settings, { locale }) => [
  countriesPart(settings.countries.is, listed(settings.countries, locale)),
  startIn(settings, locale),
];

export const limitsPrefills = ({ minimumAgeDays, dailyCap }: ServerSettings) => [
  String(minimumAgeDays),
  String(dailyCap ?? ''),
];

/** The rule and its list are one setting. */
export const countriesPart = (rule: string | null, list: string) => `${rule}\n${list}`;

const startIn = ({ defaultCountry }: ServerSettings, locale: string) =>
  defaultCountry === undefined ? '' : countryName(defaultCountry, locale);

/** A page with marks of what a form on it is filled in with. */
export const markedPage = (page: Page, prefills: readonly string[]) => [page, ...prefills.map(markOf)].join('~');

/** The names of the countries on a list; where those are too long for a field, their codes. */
function listed(rule: CountryRule, locale: string): string {
  if (rule.is === 'all') return '';
  const names = rule.countries.map((country) => countryName(country, locale)).join(', ');
  return names.length > LONGEST ? rule.countries.join(', ') : names;
}

/** A field of a form with its name, and what it is for. */
export function label(
  name: string,
  description: string | undefined,
  component: APIComponentInLabel,
): APILabelComponent {
  const hint = description === undefined ? {} : { description };
  return { type: ComponentType.Label, label: name, ...hint, component };
}

/** A text field that may be left empty. @param value what stands in it */
export function field(name: string, value: string, longest = 20, style = TextInputStyle.Short): APIComponentInLabel {
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style,
    max_length: longest,
    required: false,
    ...(value === '' ? {} : { value }),
  };
}
