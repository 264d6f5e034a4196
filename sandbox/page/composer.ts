import type { Command } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import { draft } from './draft.ts';
import { dots } from './message.ts';
import type { Page } from './page.ts';

/** The box for slash commands: suggestions while one types, then a field for each option. */
export function composer(page: Page): VNode {
  const { ui, view } = page;
  const picked = view.commands.find((command) => command.name === ui.draft?.name);
  // A modal is in front of this box, and says what is wrong itself.
  const problem = view.modal ? null : (ui.problem ?? view.problem);
  const waiting = view.waiting?.is === 'command' ? view.waiting.name : null;
  return h(
    'div',
    { class: 'composer' },
    waiting !== null && h('p', { class: 'thinking sending' }, dots(), `Sending ${waiting}…`),
    problem && h('p', { class: 'failed', role: 'alert' }, icon('alert'), problem),
    ui.draft && picked ? draft(page, picked, ui.draft) : box(page),
  );
}

function box(page: Page): VNode {
  const { ui } = page;
  const found = suggestions(page);
  const open = ui.typed.startsWith('/');
  return h(
    'div',
    { class: 'box', key: 'box' },
    open && list(page, found),
    h(
      'div',
      { class: 'entry' },
      h('label', { class: 'unseen', for: 'composer' }, 'Slash command'),
      h('input', {
        id: 'composer',
        type: 'text',
        role: 'combobox',
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: 'Type / for commands',
        'aria-autocomplete': 'list',
        'aria-expanded': open ? 'true' : 'false',
        'aria-controls': open ? 'suggestions' : undefined,
        'aria-activedescendant': open && found.length > 0 ? `suggestion-${ui.active}` : undefined,
        live: ui.typed,
        on: { input: (event) => typed(page, event), keydown: (event) => key(page, found, event) },
      }),
    ),
    !open && ui.typed !== '' && h('p', { class: 'subtext' }, 'Only commands work here: start with a slash.'),
  );
}

function list(page: Page, found: readonly Command[]): VNode {
  return h(
    'ul',
    { id: 'suggestions', role: 'listbox', 'aria-label': 'Commands', class: 'suggestions' },
    found.length === 0 && h('li', { class: 'none' }, 'No such command here.'),
    found.map((command, index) =>
      h(
        'li',
        {
          id: `suggestion-${index}`,
          key: command.name,
          role: 'option',
          class: index === page.ui.active ? 'active' : undefined,
          'aria-selected': index === page.ui.active ? 'true' : 'false',
          on: { mousedown: (event) => event.preventDefault(), click: () => pick(page, command) },
        },
        h('strong', {}, `/${command.label}`),
        h('span', {}, command.description),
      ),
    ),
  );
}

function suggestions(page: Page): readonly Command[] {
  const query = page.ui.typed.slice(1).trim().toLowerCase();
  const commands = page.view.commands.filter((command) => matches(command, query));
  return commands.toSorted((a, b) => rank(a, query) - rank(b, query));
}

const matches = (command: Command, query: string) =>
  [command.name, command.label].some((name) => name.toLowerCase().includes(query));

const rank = (command: Command, query: string) => (command.label.toLowerCase().startsWith(query) ? 0 : 1);

function typed(page: Page, event: Event): void {
  if (event.target instanceof HTMLInputElement) page.change({ typed: event.target.value, active: 0, problem: null });
}

function key(page: Page, found: readonly Command[], event: KeyboardEvent): void {
  const { active, typed: text } = page.ui;
  if (!text.startsWith('/')) return;
  const count = Math.max(1, found.length);
  const chosen = found[active];
  const keys: Record<string, (() => void) | undefined> = {
    ArrowDown: () => page.change({ active: (active + 1) % count }),
    ArrowUp: () => page.change({ active: (active + count - 1) % count }),
    Escape: () => page.change({ typed: '', active: 0 }),
    Enter: chosen && (() => pick(page, chosen)),
    Tab: chosen && !event.shiftKey ? () => page.change({ typed: `/${chosen.label}`, active: 0 }) : undefined,
  };
  // A completed command lets Tab go on to the next control.
  if (event.key === 'Tab' && chosen && text === `/${chosen.label}`) return;
  const move = keys[event.key];
  if (!move) return;
  event.preventDefault();
  move();
}

/** A command without options runs at once. */
function pick(page: Page, command: Command): void {
  if (command.options.length > 0) {
    page.change({ draft: { name: command.name, values: {}, texts: {} }, typed: '', active: 0 });
    page.focus('.draft :is(input, button[role="combobox"])');
    return;
  }
  page.change({ typed: '', active: 0 });
  const { viewerId, channelId } = page.view;
  page.act({ is: 'slash', viewerId, channelId, name: command.name, options: {} });
}
