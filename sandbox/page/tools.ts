import type { Faults } from '../control/view.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

const FAULTS: readonly (readonly [keyof Faults, label: string, hint: string])[] = [
  ['undelivered', 'Undelivered', 'The phone is switched off'],
  ['landline', 'Landline', 'The line takes no texts'],
  ['twilioDown', 'Twilio down', 'Every request gets a 503'],
  ['twilioSlow', 'Twilio slow', 'Answers take 5 seconds'],
  ['roleAboveBot', 'Role above the bot', 'The bot may not give it'],
];

const MINUTE = 60_000;

/** The sandbox's clock and what can go wrong. */
export function tools(page: Page): VNode {
  const skip = (minutes: number) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button secondary',
        on: { click: () => page.act({ is: 'skip', ms: minutes * MINUTE }) },
      },
      `Skip ${minutes} min`,
    );
  return h(
    'section',
    { class: 'tools', 'aria-label': 'Sandbox tools' },
    h(
      'div',
      { class: 'tool' },
      h('h2', { id: 'tools-time' }, 'Time'),
      h('p', { class: 'clock', role: 'timer', 'aria-labelledby': 'tools-time' }, clock(page.now)),
      h('div', { class: 'skips' }, skip(1), skip(10)),
    ),
    h(
      'fieldset',
      { class: 'tool' },
      h('legend', {}, 'What goes wrong'),
      FAULTS.map(([fault, label, hint]) => toggle(page, fault, label, hint)),
    ),
  );
}

function toggle(page: Page, fault: keyof Faults, label: string, hint: string): VNode {
  const on = page.view.faults[fault];
  return h(
    'label',
    { class: 'toggle' },
    h('span', {}, label, h('small', {}, hint)),
    h('input', {
      type: 'checkbox',
      role: 'switch',
      live: on,
      on: { change: () => page.act({ is: 'fault', fault, on: !on }) },
    }),
  );
}

function clock(now: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(now);
}
