import { h, type VNode } from './dom.ts';
import type { Look, Page } from './page.ts';
import { toggle } from './toggle.ts';

const KEY = 'look';

/** What this browser was told to look like. */
export function rememberedLook(): Look {
  return localStorage.getItem(KEY) === 'discord' ? 'discord' : 'ours';
}

/** Puts the page's colours on, and keeps them for the next time in this browser. */
export function wear(look: Look): void {
  document.documentElement.dataset.look = look;
  localStorage.setItem(KEY, look);
}

/** The switch for Discord's colours, so that one sees the bot as members will. */
export function look(page: Page): VNode {
  const isDiscord = page.ui.look === 'discord';
  const flip = () => {
    const next = isDiscord ? 'ours' : 'discord';
    wear(next);
    page.change({ look: next });
  };
  return h(
    'div',
    { class: 'tool', key: 'look' },
    h('h2', {}, 'Look'),
    toggle("Discord's colours", 'As members see the bot', isDiscord, flip),
  );
}
