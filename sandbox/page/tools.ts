import type { Faults } from '../control/view.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { wordFor } from './person-menu.ts';
import { toggle } from './toggle.ts';

const FAULTS: readonly (readonly [keyof Faults, label: string, hint: string])[] = [
  ['undelivered', 'Undelivered', 'The phone is switched off'],
  ['landline', 'Landline', 'The line takes no texts'],
  ['twilioDown', 'Twilio down', 'Every request gets a 503'],
  ['twilioSlow', 'Twilio slow', 'Answers take 5 seconds'],
  ['latePrices', 'Late prices', 'Known after 12 hours'],
  ['roleAboveBot', 'Role above the bot', 'The bot may not give it'],
];

const MINUTE = 60_000;
const SKIPS = [
  ['Skip 1 min', MINUTE],
  ['Skip 10 min', 10 * MINUTE],
  ['Skip 1 day', 24 * 60 * MINUTE],
] as const;

/** The sandbox's clock and what can go wrong. */
export function tools(page: Page): VNode {
  const skip = ([label, ms]: (typeof SKIPS)[number]) =>
    h(
      'button',
      { type: 'button', class: 'button secondary', on: { click: () => page.act({ is: 'skip', ms }) } },
      label,
    );
  return h(
    'section',
    { class: 'tools', 'aria-label': 'Sandbox tools' },
    h(
      'div',
      { class: 'tool' },
      h('h2', { id: 'tools-time' }, 'Time'),
      h('p', { class: 'clock', role: 'timer', 'aria-labelledby': 'tools-time' }, clock(page.now)),
      h('p', { class: 'subtext' }, date(page.now)),
      h('div', { class: 'skips' }, SKIPS.map(skip)),
    ),
    h(
      'fieldset',
      { class: 'tool' },
      h('legend', {}, 'What goes wrong'),
      FAULTS.map(([fault, label, hint]) => {
        const on = page.view.faults[fault];
        return toggle(label, hint, on, () => page.act({ is: 'fault', fault, on: !on }));
      }),
    ),
    self(page),
  );
}

/** What the person one plays can do about themselves. */
function self(page: Page): VNode | false {
  const { people, members, viewerId, server } = page.view;
  const me = people.find((person) => person.id === viewerId);
  if (!me) return false;
  const open = me.takesDirectMessages;
  const flip = () => page.act({ is: 'directMessages', viewerId, open: !open });
  const moves = members.find((member) => member.id === viewerId)?.moves ?? [];
  return h(
    'fieldset',
    { class: 'tool' },
    h('legend', {}, me.name),
    toggle('Direct messages', `Open to those of ${server.name}`, open, flip),
    moves.map((move) =>
      h(
        'button',
        {
          type: 'button',
          key: move,
          class: 'button secondary whole',
          on: { click: () => page.act({ is: 'membership', viewerId, userId: viewerId, move }) },
        },
        wordFor(move),
      ),
    ),
  );
}

function clock(now: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(now);
}

function date(now: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(now);
}
