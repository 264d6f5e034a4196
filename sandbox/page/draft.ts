import type { Choice, Command, CommandOption } from '../control/view.ts';
import { icon } from './bits.ts';
import { channels, roles, users } from './choices.ts';
import { combobox, fitting } from './combobox.ts';
import { h, type VNode } from './dom.ts';
import { listbox } from './listbox.ts';
import type { Draft, Page } from './page.ts';

const YES_NO: Choice[] = [
  { label: 'True', value: 'true' },
  { label: 'False', value: 'false' },
];

/** The form for a command's options. Enter runs it, Escape goes back to the box. */
export function draft(page: Page, command: Command, filled: Draft): VNode {
  const missing = command.options.filter((option) => option.required && !(option.name in filled.values));
  const back = () => {
    page.change({ draft: null, typed: '' });
    page.focus('#composer');
  };
  const run = (event: Event) => {
    event.preventDefault();
    const first = missing[0];
    if (first) return page.focus(`[data-option="${first.name}"] :is(input, button)`);
    const { viewerId, channelId } = page.view;
    page.act({ is: 'slash', viewerId, channelId, name: command.name, options: { ...filled.values } });
    back();
  };
  return h(
    'form',
    {
      class: 'draft',
      key: 'draft',
      'aria-label': `Options of /${command.label}`,
      on: { submit: run, keydown: (event) => event.key === 'Escape' && back() },
    },
    h('p', { class: 'draft-head' }, h('strong', {}, `/${command.label}`), h('span', {}, command.description)),
    h(
      'div',
      { class: 'options' },
      command.options.map((option) => field(page, option, filled)),
    ),
    h(
      'div',
      { class: 'draft-actions' },
      h('button', { type: 'button', class: 'button secondary', on: { click: back } }, 'Cancel'),
      h(
        'button',
        { type: 'submit', class: 'button primary', 'aria-disabled': missing.length > 0 ? 'true' : undefined },
        'Run',
        icon('send'),
      ),
    ),
  );
}

function field(page: Page, option: CommandOption, filled: Draft): VNode {
  return h(
    'div',
    { class: 'option', key: option.name, 'data-option': option.name },
    h(
      'label',
      { for: `option-${option.name}` },
      option.label,
      h('small', {}, option.required ? option.description : `${option.description} (optional)`),
    ),
    control(page, option, filled),
  );
}

function control(page: Page, option: CommandOption, filled: Draft): VNode {
  const set: SetOption = (value, text = '') => {
    const now = page.ui.draft ?? filled;
    const { [option.name]: _, ...others } = now.values;
    const values = value === undefined ? others : { ...others, [option.name]: value };
    page.change({ draft: { name: filled.name, values, texts: { ...now.texts, [option.name]: text } } });
  };
  if (option.autocomplete) return suggested(page, option, filled, set);
  const mentionable = mentionables(page, option.type);
  if (mentionable) return completed(page, option, filled, set, mentionable);
  const few = fewChoices(option);
  if (few) return chosen(page, option, filled, set, few);
  return h('input', {
    id: `option-${option.name}`,
    type: 'text',
    inputmode: option.type === 3 ? undefined : 'decimal',
    autocomplete: 'off',
    on: {
      input: ({ target }) => target instanceof HTMLInputElement && set(typedValue(option, target.value), target.value),
    },
  });
}

type SetOption = (value: string | number | boolean | undefined, text?: string) => void;

/** A few fixed choices: a list behind a button. */
function chosen(page: Page, option: CommandOption, filled: Draft, set: SetOption, options: Choice[]): VNode {
  const value = filled.values[option.name];
  return listbox(page, {
    key: `option-${option.name}`,
    label: option.label,
    placeholder: option.required ? 'Choose' : 'Not set',
    options: option.required ? options : [{ label: 'Not set', value: '' }, ...options],
    chosen: value === undefined ? [] : [String(value)],
    min: 1,
    max: 1,
    choose: ([picked]) => set(picked ? typedValue(option, picked) : undefined),
  });
}

/** People, roles or channels, found by their names. */
function completed(page: Page, option: CommandOption, filled: Draft, set: SetOption, options: Choice[]): VNode {
  const text = filled.texts[option.name] ?? '';
  return combobox(page, {
    key: `option-${option.name}`,
    label: option.label,
    text,
    options: fitting(options, text),
    filled: option.name in filled.values || !option.required,
    chosen: option.name in filled.values ? text : undefined,
    type: (typed) => {
      set(options.find((each) => each.label === typed)?.value, typed);
      if (option.type === 6 || option.type === 9) lookFor(page, typed);
    },
    pick: ({ value, label }) => set(value, label),
  });
}

/** Of a large server the page knows only those that are asked for. */
function lookFor({ view, act }: Page, typed: string): void {
  const query = typed.replace(/^@/, '');
  if (query !== view.found.query) act({ is: 'findMembers', viewerId: view.viewerId, query, page: 0 });
}

/** Whatever the bot suggests for what is typed, and the text itself. */
function suggested(page: Page, option: CommandOption, filled: Draft, set: SetOption): VNode {
  const { viewerId, channelId, choices } = page.view;
  const text = filled.texts[option.name] ?? '';
  const mine = choices?.command === filled.name && choices.option === option.name ? choices.found : [];
  return combobox(page, {
    key: `option-${option.name}`,
    label: option.label,
    text,
    options: mine.map(({ name, value }) => ({ label: name, value: String(value) })),
    filled: option.name in filled.values || !option.required,
    type: (typed) => {
      set(typedValue(option, typed), typed);
      const options = { ...filled.values, [option.name]: typed };
      page.act({ is: 'complete', viewerId, channelId, name: filled.name, options, focused: option.name });
    },
    pick: ({ value, label }) => set(typedValue(option, value), label),
  });
}

function fewChoices(option: CommandOption): Choice[] | undefined {
  if (option.choices.length > 0)
    return option.choices.map((choice) => ({ label: choice.name, value: String(choice.value) }));
  return option.type === 5 ? YES_NO : undefined;
}

function mentionables(page: Page, type: number): Choice[] | undefined {
  const lists: Record<number, Choice[]> = {
    6: users(page.view),
    7: channels(page.view),
    8: roles(page.view),
    9: [...users(page.view), ...roles(page.view)],
  };
  return lists[type];
}

/** Text as the option's type wants it; undefined where it is no such value. */
function typedValue(option: CommandOption, text: string): string | number | boolean | undefined {
  if (option.type === 5) return text === 'true';
  if (option.type !== 4 && option.type !== 10) return text === '' ? undefined : text;
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}
