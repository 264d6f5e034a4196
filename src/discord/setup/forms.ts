import type { APIModalInteractionResponseCallbackData, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { readCountries, readCountry } from '../../gate/countries.ts';
import type { SettingsChange } from '../../gate/settingChanges.ts';
import type { ServerSettings } from '../../gate/settings.ts';
import { withoutNumbers } from '../../gate/words.ts';
import { plain } from '../../otp/plain.ts';
import type { Text } from '../../text/texts.ts';
import { openForm, promise } from '../answers.ts';
import type { Visit } from '../flow/parts.ts';
import { markOf } from '../ids.ts';
import { textIn } from '../reading.ts';
import { forAdmins } from './access.ts';
import { saveAndShow } from './changing.ts';
import { fields, type Page, pageOf } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { countriesPart, type Prefills } from './view/forms.ts';

type Form = (settings: ServerSettings, page: Page, text: Text) => APIModalInteractionResponseCallbackData;

/** Opens a form with what is set now. Must be the first answer. */
export function opening(parts: SetupParts, form: Form) {
  return forAdmins<ButtonInteraction>(async (visit) => {
    const { who, text, arg } = visit;
    await openForm(visit, form(await parts.desk.load(who.serverId), pageOf(arg), text));
  });
}

/** A part of a form: what stood in it, what it asks to change, and what of it was not understood. */
interface Filled {
  readonly typed: string;
  readonly change: SettingsChange;
  readonly news?: readonly string[];
  /** Something of it was not understood. */
  readonly isPart?: boolean;
}

type Read = (answers: ModalSubmitInteraction['fields'], text: Text) => readonly Filled[];

/**
 * Saves what a form was filled in with. What somebody else has changed since it was opened stays: where nothing was typed in that part
 * nothing was meant, and else the admin is told.
 */
export function filling(parts: SetupParts, read: Read, prefills: Prefills) {
  return forAdmins<ModalSubmitInteraction>(async (visit: Visit<ModalSubmitInteraction>) => {
    const { interaction, who, text, arg = '' } = visit;
    await promise(interaction);
    const [page, ...opened] = arg.split('~');
    const now = prefills(await parts.desk.load(who.serverId), text).map(markOf);
    const filled = read(interaction.fields, text).map((part, index) => {
      const before = opened[index];
      if (before === undefined || before === now[index]) return part;
      return {
        typed: part.typed,
        change: {},
        news: markOf(part.typed) === before ? [] : [`⚠️ ${text.t('setup.changedMeanwhile')}`],
      };
    });
    if (filled.some(({ isPart }) => isPart)) visit.drafts.keep(who, interaction);
    const news = [...new Set(filled.flatMap((part) => part.news ?? []))];
    await saveAndShow(parts, visit, pageOf(page), together(filled.map(({ change }) => change)), news);
  });
}

function together(changes: readonly SettingsChange[]): SettingsChange {
  const clear = changes.flatMap((change) => change.clear ?? []);
  const all: SettingsChange = Object.fromEntries(changes.flatMap((change) => Object.entries(change)));
  return { ...all, ...(clear.length > 0 && { clear }) };
}

export const readText: Read = (answers, { t }) => {
  const noticeText = withoutNumbers(textIn(answers, fields.text)).trim();
  const news = [t('setup.text.toUpdate')];
  return [{ typed: noticeText, change: noticeText === '' ? { clear: ['noticeText'] } : { noticeText }, news }];
};

export const readCountriesForm: Read = (answers, text) => {
  const rule = answers.getRadioGroup(fields.rule);
  const list = textIn(answers, fields.countries);
  const { countries, unknown } = readCountries(list, text.locale);
  const isList = rule === 'only' || rule === 'except';
  return [
    {
      typed: countriesPart(rule, list),
      isPart: isList && unknown.length > 0,
      change: { countries: isList ? { is: rule, countries } : { is: 'all' } },
      news: isList && unknown.length > 0 ? [`⚠️ ${text.t('setup.countries.unknown', { list: quoted(unknown) })}`] : [],
    },
    readDefault(textIn(answers, fields.defaultCountry), text),
  ];
};

function readDefault(answer: string, { t, locale }: Text): Filled {
  if (plain(answer) === '') return { typed: answer, change: { clear: ['defaultCountry'] } };
  const defaultCountry = readCountry(answer, locale);
  if (defaultCountry !== undefined) return { typed: answer, change: { defaultCountry } };
  const news = [`⚠️ ${t('setup.countries.unknownDefault', { list: quoted([answer]) })}`];
  return { typed: answer, isPart: true, change: {}, news };
}

export const readLimits: Read = (answers) => {
  const age = textIn(answers, fields.minimumAge);
  const cap = textIn(answers, fields.dailyCap);
  const deadline = textIn(answers, fields.deadline);
  return [
    { typed: age, change: { minimumAgeDays: numberIn(age) } },
    { typed: cap, change: plain(cap) === '' ? { clear: ['dailyCap'] } : { dailyCap: numberIn(cap) } },
    { typed: deadline, change: { deadlineDays: numberIn(deadline) } },
  ];
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
