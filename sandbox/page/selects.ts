import type { Choice, Component, Message } from '../control/view.ts';
import { channels, roles, users } from './choices.ts';
import type { VNode } from './dom.ts';
import { listbox } from './listbox.ts';
import type { Page } from './page.ts';

const PLACEHOLDERS: Record<number, string> = {
  3: 'Choose',
  5: 'Choose a member',
  6: 'Choose a role',
  7: 'Choose a member or role',
  8: 'Choose a channel',
};

/** A select in a message: what is chosen goes to the bot at once. */
export function messageSelect(part: Component, message: Message, page: Page): VNode {
  const customId = part.custom_id ?? '';
  // An edit of the message shows the bot's defaults again.
  const key = `${message.id}-${customId}-${message.editedAt ?? 0}`;
  return select(part, key, PLACEHOLDERS[part.type] ?? 'Choose', page, (values) => {
    page.act({ is: 'select', viewerId: page.view.viewerId, messageId: message.id, customId, values: [...values] });
  });
}

/** A select of a message or modal. Its choice is kept in the page's `picks` under `key`. */
export function select(
  part: Component,
  key: string,
  label: string,
  page: Page,
  chose: (values: readonly string[]) => void = () => {},
): VNode {
  const placeholder = part.placeholder ?? PLACEHOLDERS[part.type] ?? 'Choose';
  return listbox(page, {
    key,
    label: part.placeholder ?? label,
    placeholder,
    options: optionsOf(part, page),
    chosen: chosenOf(part, key, page),
    min: part.min_values ?? 1,
    max: part.max_values ?? 1,
    disabled: part.disabled,
    choose(values) {
      page.change({ picks: { ...page.ui.picks, [key]: values } });
      chose(values);
    },
  });
}

/** What stands chosen: by the person, else by the bot's defaults. */
export function chosenOf(part: Component, key: string, page: Page): readonly string[] {
  const defaults = part.options
    ? part.options.filter((option) => option.default).map((option) => option.value)
    : (part.default_values ?? []).map((value) => value.id);
  return page.ui.picks[key] ?? defaults;
}

function optionsOf(part: Component, page: Page): readonly Choice[] {
  switch (part.type) {
    case 5:
      return users(page.view);
    case 6:
      return roles(page.view);
    case 7:
      return [...users(page.view), ...roles(page.view)];
    case 8:
      return channels(page.view);
    default:
      return part.options ?? [];
  }
}
