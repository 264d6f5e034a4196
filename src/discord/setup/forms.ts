import type { APIModalInteractionResponseCallbackData, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { readCountries, readCountry } from '../../gate/countries.ts';
import type { SettingsChange } from '../../gate/settingChanges.ts';
import type { ServerSettings } from '../../gate/settings.ts';
import { withoutNumbers } from '../../gate/words.ts';
import { plain } from '../../otp/plain.ts';
import type { Text } from '../../text/texts.ts';
import { openForm, promise } from '../answers.ts';
import type { Visit } from '../flow/parts.ts';
import { textIn } from '../reading.ts';
import { forAdmins } from './access.ts';
import { saveAndShow } from './changing.ts';
import { fields, type Page, pageOf } from './ids.ts';
import type { SetupParts } from './parts.ts';

type Form = (settings: ServerSettings, page: Page, text: Text) => APIModalInteractionResponseCallbackData;

/** Opens a form with what is set now. Must be the first answer. */
export function opening(parts: SetupParts, form: Form) {
  return forAdmins<ButtonInteraction>(async (visit) => {
    const { who, text, arg } = visit;
    await openForm(visit, form(await parts.desk.load(who.serverId), pageOf(arg), text));
  });
}

/** What a form asks to change, and what of it was not understood. */
interface Filled {
  readonly change: SettingsChange;
  readonly news?: readonly string[];
  /** Something of it was not understood. */
  readonly isPart?: boolean;
}

type Read = (answers: ModalSubmitInteraction['fields'], text: Text) => Filled;

/** Saves what a form was filled in with. */
export function filling(parts: SetupParts, read: Read) {
  return forAdmins<ModalSubmitInteraction>(async (visit: Visit<ModalSubmitInteraction>) => {
    const { interaction, text, arg } = visit;
    await promise(interaction);
    const { change, news, isPart } = read(interaction.fields, text);
    if (isPart) visit.drafts.keep(visit.who, interaction);
    await saveAndShow(parts, visit, pageOf(arg), change, news);
  });
}

export const readText: Read = (answers, { t }) => {
  const noticeText = withoutNumbers(textIn(answers, fields.text)).trim();
  const news = [t('setup.text.toUpdate')];
  return { change: noticeText === '' ? { clear: ['noticeText'] } : { noticeText }, news };
};

export const readCountriesForm: Read = (answers, text) => {
  const rule = answers.getRadioGroup(fields.rule);
  const { countries, unknown } = readCountries(textIn(answers, fields.countries), text.locale);
  const start = readDefault(textIn(answers, fields.defaultCountry), text);
  const isList = rule === 'only' || rule === 'except';
  const isPart = start.isPart === true || (isList && unknown.length > 0);
  return {
    isPart,
    change: { ...start.change, countries: isList ? { is: rule, countries } : { is: 'all' } },
    news: [
      ...(isList && unknown.length > 0 ? [`⚠️ ${text.t('setup.countries.unknown', { list: quoted(unknown) })}`] : []),
      ...(start.news ?? []),
    ],
  };
};

function readDefault(answer: string, { t, locale }: Text): Filled {
  if (plain(answer) === '') return { change: { clear: ['defaultCountry'] } };
  const defaultCountry = readCountry(answer, locale);
  if (defaultCountry !== undefined) return { change: { defaultCountry } };
  return { isPart: true, change: {}, news: [`⚠️ ${t('setup.countries.unknownDefault', { list: quoted([answer]) })}`] };
}

export const readLimits: Read = (answers) => {
  const dailyCap = plain(textIn(answers, fields.dailyCap));
  return {
    change: {
      minimumAgeDays: numberIn(textIn(answers, fields.minimumAge)),
      deadlineDays: numberIn(textIn(answers, fields.deadline)),
      ...(dailyCap === '' ? { clear: ['dailyCap'] } : { dailyCap: numberIn(dailyCap) }),
    },
  };
};

/** A whole number as people type it; empty is 0, and `NaN` for anything else. */
function numberIn(text: string): number {
  const digits = plain(text);
  if (digits === '') return 0;
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}

/** Parts of what was typed, as they were typed; only so much of it that the answer stays readable. */
function quoted(parts: readonly string[]): string {
  const shown = parts.slice(0, 10).map((part) => `“${[...part].slice(0, 40).join('')}”`);
  return [...shown, ...(parts.length > 10 ? ['…'] : [])].join(', ');
}
