import type { Phone, PhoneCall } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

type Move = 'answer' | 'decline' | 'hangUp';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The call that a phone shows: until it is over, and then until it is closed. */
export function openCall(page: Page, { call }: Phone): PhoneCall | undefined {
  return call && !page.ui.closedCalls.includes(call.id) ? call : undefined;
}

/** A call over the whole screen of a phone: who calls, what is said, and what can be done about it. */
export function callScreen(page: Page, phone: Phone, call: PhoneCall): VNode {
  const press = (event: KeyboardEvent) => {
    if (call.is === 'talking' && KEYS.includes(event.key)) page.act({ is: 'key', callId: call.id, key: event.key });
  };
  return h(
    'section',
    { class: 'call', key: call.id, 'aria-label': 'Call', on: { keydown: press } },
    h(
      'div',
      { class: 'caller' },
      h('p', { class: 'call-state' }, standing(page, call)),
      h('h2', {}, call.from),
      h('p', { class: 'phone-to' }, `to ${phone.label}`),
    ),
    call.is === 'ringing' ? h('div', { class: 'ringer', 'aria-hidden': 'true' }, icon('handset')) : heard(call),
    call.is === 'talking' && keypad(page, call),
    h('div', { class: 'answers' }, answers(page, call)),
  );
}

function standing({ now }: Page, { is, answeredAt, endedAt }: PhoneCall): string {
  switch (is) {
    case 'ringing':
      return 'Incoming call';
    case 'talking':
      return clock(now - (answeredAt ?? now));
    case 'missed':
      return 'Missed call';
    case 'voicemail':
      return 'Voicemail answered';
    case 'over':
      return answeredAt === null || endedAt === null ? 'Declined' : `Call ended, ${clock(endedAt - answeredAt)}`;
  }
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What was said, and large above it the digits of the last time that any were. */
function heard({ said, is, awaitsKey }: PhoneCall): VNode {
  const digits = lastDigits(said);
  return h(
    'div',
    { class: 'heard' },
    h(
      'p',
      { class: 'digits', 'aria-hidden': 'true' },
      digits.map((digit, index) => h('span', { key: `${said.length - digits.length} ${index}` }, digit)),
    ),
    h(
      'p',
      { class: 'words', role: 'log', 'aria-label': 'What the caller says', tabindex: 0, id: 'words' },
      said.map((word, index) => h('span', { key: String(index) }, `${word} `)),
      said.length === 0 && is === 'over' && 'Nothing was said.',
    ),
    awaitsKey && h('p', { class: 'hint' }, 'The caller is waiting for a key.'),
  );
}

/** The digits of the latest run of words that are digits. */
export function lastDigits(said: readonly string[]): string[] {
  let run: string[] = [];
  let isRunning = false;
  for (const word of said) {
    const digit = word.match(/^(\d)[.,;:!?]?$/)?.[1];
    if (digit !== undefined) run = isRunning ? [...run, digit] : [digit];
    isRunning = digit !== undefined;
  }
  return run;
}

function keypad(page: Page, { id, keys }: PhoneCall): VNode {
  return h(
    'div',
    { class: 'keypad' },
    h('p', { class: 'pressed', 'aria-live': 'polite' }, keys),
    h(
      'div',
      { class: 'keys', role: 'group', 'aria-label': 'Keypad' },
      KEYS.map((key) =>
        h('button', { type: 'button', key, on: { click: () => page.act({ is: 'key', callId: id, key }) } }, key),
      ),
    ),
  );
}

function answers(page: Page, { id, is }: PhoneCall): VNode[] {
  const button = (name: string, kind: string, click: () => void) =>
    h(
      'button',
      { type: 'button', key: name, class: `round ${kind}`, on: { click } },
      icon('handset'),
      h('span', {}, name),
    );
  const move = (name: Move) => () => page.act({ is: 'call', callId: id, move: name });
  switch (is) {
    case 'ringing':
      return [button('Decline', 'no', move('decline')), button('Answer', 'yes', move('answer'))];
    case 'talking':
      return [button('Hang up', 'no', move('hangUp'))];
    default:
      return [
        h(
          'button',
          {
            type: 'button',
            key: 'close',
            class: 'close-call',
            on: {
              click: () => {
                page.change({ closedCalls: [...page.ui.closedCalls, id] });
                page.focus('#texts');
              },
            },
          },
          'Close',
        ),
      ];
  }
}
