import type { Act } from '../control/acts.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

type HangUp = Extract<Act, { is: 'hangUp' }>;

const CODES: readonly (readonly [code: HangUp['code'], meaning: string])[] = [
  [4004, 'wrong token'],
  [4010, 'no such shard'],
  [4011, 'too few shards'],
  [4012, 'version too old'],
  [4013, 'unknown intents'],
  [4014, 'intents not allowed'],
];

/** The bot's process as Discord sees it: whether it is there, and what ends it. */
export function botLine(page: Page): VNode {
  const { connected, canStart } = page.view.bot;
  return h(
    'details',
    { key: 'bot' },
    h(
      'summary',
      {},
      h('h3', {}, 'The bot'),
      h('span', { class: connected ? 'well' : 'on' }, connected ? 'Connected' : 'Not connected'),
      icon('chevron'),
    ),
    h(
      'div',
      { role: 'group', 'aria-label': 'The bot and its connection' },
      lastWords(page),
      page.view.codesBy !== null && h('p', { class: 'subtext' }, `It sends codes by ${page.view.codesBy}.`),
      h(
        'div',
        { class: 'moves' },
        button('Refuse one request', 'The next one gets a 401', () => page.act({ is: 'bot', what: 'refuseOnce' })),
        button('Reset the token', 'The old one stops working', () => page.act({ is: 'bot', what: 'resetToken' })),
        canStart &&
          button(connected ? 'Restart the bot' : 'Start the bot', 'With its current token', () =>
            page.act({ is: 'bot', what: 'start' }),
          ),
      ),
      h('p', { class: 'subtext', id: 'codes' }, 'Close its connection for good, with a code:'),
      h(
        'div',
        { class: 'codes', role: 'group', 'aria-labelledby': 'codes' },
        CODES.map(([code, meaning]) =>
          h(
            'button',
            {
              type: 'button',
              class: 'button secondary',
              title: meaning,
              'aria-label': `Close with ${code}: ${meaning}`,
              on: { click: () => page.act({ is: 'hangUp', code }) },
            },
            code,
          ),
        ),
      ),
    ),
  );
}

function lastWords({ view }: Page): VNode | false {
  const { lastWords: said } = view.bot;
  return said !== null && h('p', { class: 'last-words', role: 'status' }, 'The bot stopped: ', said);
}

function button(label: string, hint: string, press: () => void): VNode {
  return h(
    'button',
    { type: 'button', class: 'button secondary whole two-lines', on: { click: press } },
    label,
    h('small', {}, hint),
  );
}
