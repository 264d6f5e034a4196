import type { Text } from '../control/view.ts';
import { avatar } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { timestamp } from './timestamps.ts';

/** The viewer's phone, open at its messages. */
export function phone(page: Page): VNode {
  const { view } = page;
  const owner = view.people.find((person) => person.id === view.viewerId);
  const mine = view.phones.find((candidate) => candidate.ownerId === view.viewerId);
  const texts = mine?.texts ?? [];
  const sender = texts.findLast((text) => text.way === 'in')?.from;
  return h(
    'section',
    { class: 'side', 'aria-label': `${owner?.name ?? 'No one'}'s phone` },
    h(
      'div',
      { class: 'phone' },
      h(
        'div',
        { class: 'status-bar', 'aria-hidden': 'true' },
        h('span', {}, timestamp(page.now, 't', page.now, 'en-GB')),
        h('span', { class: 'camera' }),
        h('span', { class: 'battery' }),
      ),
      h(
        'header',
        {},
        avatar(sender ?? 'messages', sender ? '#' : 'SMS'),
        h('h2', {}, sender ?? 'Messages'),
        h('p', {}, mine ? `to ${mine.number}` : 'No phone'),
      ),
      h(
        'div',
        { class: 'scroll', id: 'texts', tabindex: 0, role: 'region', 'aria-label': 'Text messages' },
        texts.length === 0 && h('p', { class: 'empty' }, mine ? 'No texts yet.' : 'This person has no phone.'),
        h(
          'ol',
          { class: 'texts' },
          texts.map((text) => bubble(text, page)),
        ),
        mine?.optedOut && h('p', { class: 'empty' }, 'You asked this sender to stop.'),
      ),
      mine && replies(page, texts.length > 0),
    ),
  );
}

function bubble(text: Text, page: Page): VNode {
  return h(
    'li',
    { key: text.id, class: `bubble ${text.way}` },
    h('p', {}, text.body),
    h('time', { datetime: new Date(text.at).toISOString() }, timestamp(text.at, 't', page.now, 'en-GB')),
  );
}

function replies(page: Page, possible: boolean): VNode {
  const reply = (body: 'STOP' | 'START') =>
    h(
      'button',
      {
        type: 'button',
        'aria-disabled': possible ? undefined : 'true',
        on: { click: () => possible && page.act({ is: 'reply', viewerId: page.view.viewerId, body }) },
      },
      body,
    );
  return h('footer', { role: 'group', 'aria-label': 'Reply' }, h('span', {}, 'Reply'), reply('STOP'), reply('START'));
}
