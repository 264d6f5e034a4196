import { botLine } from './bot-line.ts';
import { h, type VNode } from './dom.ts';
import { faults } from './faults.ts';
import { look } from './look.ts';
import { isMain, type Page } from './page.ts';
import { self } from './self.ts';

const MINUTE = 60_000;
const SKIPS = [
  ['Skip 1 min', MINUTE],
  ['Skip 10 min', 10 * MINUTE],
  ['Skip 1 day', 24 * 60 * MINUTE],
] as const;

/** The sandbox's clock, what can go wrong, and the person one plays. */
export function tools(page: Page): VNode {
  const skip = ([label, ms]: (typeof SKIPS)[number]) =>
    h(
      'button',
      { type: 'button', class: 'button secondary', on: { click: () => page.act({ is: 'skip', ms }) } },
      label,
    );
  return h(
    'section',
    { class: 'tools', 'aria-label': 'Sandbox tools', role: isMain(page, 'tools') && 'main' },
    h(
      'div',
      { class: 'tool' },
      h('h2', { id: 'tools-time' }, 'Time'),
      h('p', { class: 'clock', role: 'timer', 'aria-labelledby': 'tools-time' }, clock(page.now)),
      h('p', { class: 'subtext' }, date(page.now)),
      h('div', { class: 'skips' }, SKIPS.map(skip)),
    ),
    h('div', { class: 'tool faults' }, h('h2', {}, 'Make it go wrong'), faults(page), botLine(page)),
    self(page),
    look(page),
  );
}

function clock(now: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(now);
}

function date(now: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(now);
}
