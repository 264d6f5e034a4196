import type { Choice } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

export interface Select {
  /** Unique on the page. */
  readonly key: string;
  readonly label: string;
  readonly placeholder: string;
  readonly options: readonly Choice[];
  readonly chosen: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean | undefined;
  choose(values: readonly string[]): void;
}

/**
 * A list of choices behind a button. The focus stays on the button while arrows move through the list. One choice is
 * taken at once; of several, each is switched on or off and all are taken when the list closes.
 */
export function listbox(page: Page, select: Select): VNode {
  const list = page.ui.list?.key === select.key ? page.ui.list : null;
  const chosen = list?.chosen ?? select.chosen;
  const names = select.options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const id = `list-${select.key}`;
  const steps = moves(page, select);
  return h(
    'div',
    { class: 'listbox', key: select.key },
    h(
      'button',
      {
        type: 'button',
        role: 'combobox',
        class: names.length === 0 ? 'unset' : undefined,
        'aria-label': names.length > 0 ? `${select.label}: ${names.join(', ')}` : select.label,
        'aria-haspopup': 'listbox',
        'aria-expanded': list ? 'true' : 'false',
        'aria-controls': list ? id : undefined,
        'aria-activedescendant': list ? `${id}-${list.active}` : undefined,
        'aria-disabled': select.disabled ? 'true' : undefined,
        on: { click: steps.toggle, keydown: steps.key, blur: steps.close },
      },
      h('span', { dir: 'auto' }, names.join(', ') || select.placeholder),
      icon('chevron'),
    ),
    list &&
      h(
        'ul',
        {
          id,
          role: 'listbox',
          'aria-label': select.label,
          'aria-multiselectable': select.max > 1 ? 'true' : undefined,
        },
        select.options.length === 0 && h('li', { class: 'none' }, 'Nothing to choose from'),
        select.options.map((option, index) =>
          h(
            'li',
            {
              id: `${id}-${index}`,
              role: 'option',
              class: index === list.active ? 'active' : undefined,
              'aria-selected': chosen.includes(option.value) ? 'true' : 'false',
              // Keeps the focus, and with it the list, until the click has been seen.
              on: { mousedown: (event) => event.preventDefault(), click: () => steps.pick(index) },
            },
            option.emoji?.name && h('span', { class: 'emoji' }, option.emoji.name),
            h('span', { dir: 'auto' }, option.label, option.description && h('small', {}, option.description)),
            chosen.includes(option.value) && icon('check'),
          ),
        ),
      ),
  );
}

function moves(page: Page, select: Select) {
  const { list } = page.ui;
  const open = list?.key === select.key ? list : null;
  const last = select.options.length - 1;

  const close = () => {
    if (!open) return;
    page.change({ list: null });
    const enough = open.chosen.length >= select.min;
    if (select.max > 1 && enough && open.chosen.join() !== select.chosen.join()) select.choose(open.chosen);
  };
  const toggle = () => {
    if (select.disabled) return;
    if (open) return close();
    const active = select.options.findIndex((option) => select.chosen.includes(option.value));
    page.change({ list: { key: select.key, active: Math.max(0, active), chosen: select.chosen } });
  };
  const go = (active: number) =>
    open && page.change({ list: { ...open, active: Math.min(last, Math.max(0, active)) } });
  const pick = (index: number) => {
    const value = select.options[index]?.value;
    if (!open || value === undefined) return;
    if (select.max > 1) {
      const without = open.chosen.filter((chosen) => chosen !== value);
      const chosen = without.length < open.chosen.length ? without : [...without, value].slice(-select.max);
      return page.change({ list: { ...open, active: index, chosen } });
    }
    page.change({ list: null });
    select.choose([value]);
  };
  const key = (event: KeyboardEvent) => {
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => (open ? go(open.active + 1) : toggle()),
      ArrowUp: () => (open ? go(open.active - 1) : toggle()),
      Home: open ? () => go(0) : undefined,
      End: open ? () => go(last) : undefined,
      Enter: open ? () => pick(open.active) : toggle,
      ' ': open ? () => pick(open.active) : toggle,
      Escape: open ? close : undefined,
    };
    const move = keys[event.key] ?? letterMove(event);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const letterMove = (event: KeyboardEvent) => {
    if (!open || event.key.length !== 1 || event.ctrlKey || event.metaKey) return undefined;
    const letter = event.key.toLowerCase();
    const order = select.options.map((_, index) => (open.active + 1 + index) % select.options.length);
    const next = order.find((index) =>
      select.options[index]?.label.replace(/^[@#]/, '').toLowerCase().startsWith(letter),
    );
    return next === undefined ? undefined : () => go(next);
  };
  return { close, toggle, pick, key };
}
