import type { APIModalInteractionResponseCallbackData, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { whollyInGsm7 } from '../../base/gsm7.ts';
import { withoutNumbers } from '../../gate/privacy/redacting.ts';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { readCountries, readCountry } from '../../otp/country/lists.ts';
import { type LineRules, lineRules } from '../../otp/number/line-kind.ts';
import { plain } from '../../otp/number/plain.ts';
import { quotation } from '../../text/quotation.ts';
import type { Text } from '../../text/texts.ts';
import { openForm, promise } from '../interactions/answers.ts';
import { markOf } from '../interactions/ids.ts';
import { choicesIn, textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { cut } from '../ui/quote.ts';
import { forAdmins } from './access.ts';
import { saveAndShow } from './changing.ts';
import { fields, type Page, pageOf } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { countriesPart, type Prefills } from './views/forms.ts';
import { lineFields } from './views/lines.ts';

type Form = (settings: ServerSettings, page: Page, text: Text) => APIModalInteractionResponseCallbackData;

/** Opens a form with what is set now. Must be the first answer. */
export function opening(parts: SetupParts, form: Form) {
  return forAdmins<ButtonInteraction>(async (visit) => {
    const { who, text, arg } = visit;
    await openForm(visit, form(await parts.editor.load(who.serverId), pageOf(arg), text));
  });
}

/** A part of a form: what stood in it, what it asks to change, and what of it was not understood. */
interface Filled {
  readonly fields: readonly string[];
  readonly typed: string;
  readonly change: SettingsChange;
  readonly news?: readonly string[];
  /** Something of it is not saved. */
  readonly isRefused?: boolean;
}

export type Read = (answers: ModalSubmitInteraction['fields'], text: Text) => readonly Filled[];

/**
 * Saves what a form was filled in with. What somebody else has changed since it was opened stays: where nothing was typed in that part
 * nothing was meant, and else the admin is told. Of what was typed, only what is refused is kept for the next time: the rest is saved, and
 * may be changed by somebody else before.
 */
export function filling(parts: SetupParts, read: Read, prefills: Prefills) {
  return forAdmins<ModalSubmitInteraction>(async (visit: Visit<ModalSubmitInteraction>) => {
    const { interaction, who, text, arg = '' } = visit;
    await promise(interaction);
    const [page, ...opened] = arg.split('~');
    const now = prefills(await parts.editor.load(who.serverId), text).map(markOf);
    const filled = read(interaction.fields, text).map((part, index): Filled => {
      const before = opened[index];
      if (before === undefined || before === now[index]) return part;
      const { fields, typed } = part;
      if (markOf(typed) === before) return { fields, typed, change: {} };
      return { fields, typed, isRefused: true, change: {}, news: [`⚠️ ${text.t('setup.changedMeanwhile')}`] };
    });
    const keepRefused = (names: readonly string[]) => {
      const isRefused = (part: Filled) => part.isRefused || names.some((name) => name in part.change);
      const refused = filled.filter(isRefused).flatMap((part) => part.fields);
      if (refused.length > 0) visit.drafts.keep(who, interaction, refused);
    };
    const news = [...new Set(filled.flatMap((part) => part.news ?? []))];
    await saveAndShow(parts, visit, pageOf(page), together(filled.map(({ change }) => change)), news, keepRefused);
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
  const change = noticeText === '' ? { clear: ['noticeText'] as const } : { noticeText };
  return [{ fields: [fields.text], typed: noticeText, change, news }];
};

export const readSmsName: Read = (answers) => {
  const typed = textIn(answers, fields.smsName).replace(/\s+/g, ' ').trim();
  // What would be dropped is left in, so that it is refused and not changed in silence.
  const smsName = whollyInGsm7(typed) ?? typed;
  return [{ fields: [fields.smsName], typed, change: typed === '' ? { clear: ['smsName'] } : { smsName } }];
};

export const readCountriesForm: Read = (answers, text) => {
  const rule = answers.getRadioGroup(fields.rule);
  const list = textIn(answers, fields.countries);
  const { countries, unknown } = readCountries(list, text.locale);
  const isList = rule === 'only' || rule === 'except';
  return [
    {
      fields: [fields.rule, fields.countries],
      typed: countriesPart(rule, list),
      isRefused: isList && unknown.length > 0,
      change: { countries: isList ? { is: rule, countries } : { is: 'all' } },
      news:
        isList && unknown.length > 0
          ? [`⚠️ ${text.t('setup.countries.unknown', { list: quotedList(unknown, text) })}`]
          : [],
    },
    readDefault(textIn(answers, fields.defaultCountry), text),
  ];
};

function readDefault(answer: string, { t, locale }: Text): Filled {
  const part = { fields: [fields.defaultCountry], typed: answer };
  if (plain(answer) === '') return { ...part, change: { clear: ['defaultCountry'] } };
  const defaultCountry = readCountry(answer, locale);
  if (defaultCountry !== undefined) return { ...part, change: { defaultCountry } };
  const news = [`⚠️ ${t('setup.countries.unknownDefault', { list: quotedList([answer], { locale }) })}`];
  return { ...part, isRefused: true, change: {}, news };
}

export function readLines(isLookedUp: boolean): Read {
  return (answers) => {
    const chosen = lineFields(isLookedUp).map(({ name, kinds }) => {
      const [value] = choicesIn(answers, name);
      return { name, kinds, value, rule: lineRules.find((rule) => rule === value) };
    });
    const lines: LineRules = Object.fromEntries(
      chosen.flatMap(({ kinds, rule }) => (rule === undefined ? [] : kinds.map((kind) => [kind, rule]))),
    );
    return [
      {
        fields: chosen.map(({ name }) => name),
        typed: chosen.map(({ value }) => value).join(' '),
        change: { lines },
      },
    ];
  };
}

export const readLimits: Read = (answers) => {
  const age = textIn(answers, fields.minimumAge);
  const cap = textIn(answers, fields.dailyCap);
  return [
    { fields: [fields.minimumAge], typed: age, change: { minimumAgeDays: numberIn(age) } },
    {
      fields: [fields.dailyCap],
      typed: cap,
      change: plain(cap) === '' ? { clear: ['dailyCap'] } : { dailyCap: numberIn(cap) },
    },
  ];
};

/** A whole number as people type it; empty is 0, and `NaN` for anything else. */
function numberIn(text: string): number {
  const digits = plain(text);
  if (digits === '') return 0;
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}

/**
 * Parts of what was typed, as they were typed but without phone numbers, also where commas part one; only so much of it that the answer
 * stays readable.
 */
export function quotedList(parts: readonly string[], { locale }: Pick<Text, 'locale'>): string {
  const shown = parts.slice(0, 10).map((part) => quotation(cut(withoutNumbers(part), 40), locale));
  return withoutNumbers([...shown, ...(parts.length > 10 ? ['…'] : [])].join(', '));
}
