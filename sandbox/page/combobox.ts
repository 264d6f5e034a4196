import type { Choice } from '../control/view.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

export interface Completion {
  /** The id of the text box, unique on the page. */
  readonly key: string;
  readonly label: string;
  /** What stands in the box. */
  readonly text: string;
  /** What fits the text, best first. */
  readonly options: readonly Choice[];
  /** Whether Enter may go on. */
  readonly filled: boolean;
  /** What was picked, in words. */
  readonly chosen?: string | undefined;
  type(text: string): void;
  pick(option: Choice): void;
}

type Moves = Readonly<Record<string, (() => void) | undefined>>;

/** A text box that completes what one types. Arrows move through the list, Enter or Tab takes, Escape closes it. */
export function combobox(page: Page, box: Completion): VNode {
  const list = page.ui.list?.key === box.key ? page.ui.list : null;
  const id = `list-${box.key}`;
  const active = Math.min(list?.active ?? 0, Math.max(0, box.options.length - 1));
  const open = (at = 0) => page.change({ list: { key: box.key, active: at, chosen: [] } });
  const close = () => {
    if (list) page.change({ list: null });
  };
  const pick = (option: Choice) => {
    page.change({ list: null });
    box.pick(option);
  };
  const typed = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    // Read before the list opens, for that redraws the box with what stood in it.
    const { value } = event.target;
    open();
    box.type(value);
  };
  const current = list ? box.options[active] : undefined;
  const take = current && (() => pick(current));
  const start = () => {
    open();
    box.type(box.text);
  };
  const count = Math.max(1, box.options.length);
  const whenOpen: Moves = {
    ArrowDown: () => open((active + 1) % count),
    ArrowUp: () => open((active + count - 1) % count),
    Escape: close,
    Enter: take ?? close,
    Tab: box.text === '' ? undefined : take,
  };
  const whenClosed: Moves = { ArrowDown: start, ArrowUp: start, Enter: box.filled ? undefined : start };
  const key = (event: KeyboardEvent) => {
    const move = event.shiftKey ? undefined : (list ? whenOpen : whenClosed)[event.key];
    if (!move) return;
    // Tab takes and goes on.
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
    move();
  };
  return h(
    'div',
    { class: 'listbox', key: box.key },
    h('input', {
      id: box.key,
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': box.chosen === undefined ? box.label : `${box.label}: ${box.chosen}`,
      'aria-autocomplete': 'list',
      'aria-expanded': list ? 'true' : 'false',
      'aria-controls': list ? id : undefined,
      'aria-activedescendant': current ? `${id}-${active}` : undefined,
      live: box.text,
      on: { input: typed, click: () => list || start(), keydown: key, blur: close },
    }),
    list && choices(box, id, active, pick),
  );
}

/** The open list; `active` is the one that Enter takes. */
function choices(box: Completion, id: string, active: number, pick: (option: Choice) => void): VNode {
  return h(
    'ul',
    { id, role: 'listbox', 'aria-label': box.label },
    box.options.length === 0 && h('li', { class: 'none' }, 'Nothing fits'),
    box.options.map((option, index) =>
      h(
        'li',
        {
          id: `${id}-${index}`,
          role: 'option',
          class: index === active ? 'active' : undefined,
          'aria-selected': index === active ? 'true' : 'false',
          on: { mousedown: (event) => event.preventDefault(), click: () => pick(option) },
        },
        option.label,
      ),
    ),
  );
}

/** The options whose label holds the text, those that begin with it first. */
export function fitting(options: readonly Choice[], text: string): Choice[] {
  const bare = (words: string) => words.replace(/^[@#]/, '').toLowerCase();
  const wanted = bare(text);
  if (options.some((option) => bare(option.label) === wanted)) return [...options];
  const rank = (option: Choice) => (bare(option.label).startsWith(wanted) ? 0 : 1);
  return options.filter((option) => bare(option.label).includes(wanted)).toSorted((a, b) => rank(a) - rank(b));
}
