import type { PageView, Phone, Text } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { timestamp } from './timestamps.ts';

/** The phone in front: the one that was picked, else the viewer's own. */
export function openPhone(view: PageView, picked: string | null): Phone | undefined {
  return (
    view.phones.find((phone) => phone.number === picked) ?? view.phones.find((phone) => phone.ownerId === view.viewerId)
  );
}

/** The viewer's own phone, and those that belong to nobody. */
export function isMine(page: Page, phone: Phone): boolean {
  return phone.ownerId === null || phone.ownerId === page.view.viewerId;
}

/** How many texts came to a phone since it was last in front. */
export function unread(page: Page, phone: Phone): number {
  return Math.max(0, phone.texts.length - (page.ui.seen[phone.number] ?? 0));
}

/** The viewer's phone, open at its messages, and a way to the phones of other numbers that were texted. */
export function phone(page: Page): VNode {
  const { view } = page;
  const owner = view.people.find((person) => person.id === view.viewerId);
  const open = openPhone(view, page.ui.phone);
  const label = open?.ownerId === null ? `Phone ${open.label}` : `${owner?.name ?? 'No one'}'s phone`;
  return h('section', { class: 'side', 'aria-label': label }, drawer(page, open), device(page, open));
}

function drawer(page: Page, open: Phone | undefined): VNode | false {
  const phones = page.view.phones.filter((each) => isMine(page, each));
  if (phones.length < 2) return false;
  return h(
    'div',
    { class: 'drawer', role: 'group', 'aria-label': 'Phones' },
    phones.map((each) => {
      const fresh = each === open ? 0 : unread(page, each);
      return h(
        'button',
        {
          type: 'button',
          key: each.number,
          'aria-pressed': each === open ? 'true' : 'false',
          on: { click: () => page.change({ phone: each.number }) },
        },
        each.ownerId === null ? each.label : 'Own phone',
        fresh > 0 && h('span', { class: 'count' }, fresh, h('span', { class: 'unseen' }, ' new')),
      );
    }),
  );
}

function device(page: Page, open: Phone | undefined): VNode {
  const texts = open?.texts ?? [];
  const sender = texts.findLast((text) => text.way === 'in')?.from;
  return h(
    'div',
    { class: 'phone', key: open?.number ?? 'none' },
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
      h('span', { class: 'sender' }, icon('chat')),
      h('h2', {}, sender ?? 'Messages'),
      h('p', { class: 'phone-to' }, open ? `to ${open.label}` : 'No phone'),
    ),
    h(
      'div',
      { class: 'scroll', id: 'texts', tabindex: 0, role: 'region', 'aria-label': 'Text messages' },
      texts.length === 0 && h('p', { class: 'empty' }, open ? 'No texts yet.' : 'This person has no phone.'),
      h(
        'ol',
        { class: 'texts' },
        texts.map((text) => bubble(text, page)),
      ),
      open?.optedOut && h('p', { class: 'empty' }, 'You asked this sender to stop. START takes it back.'),
    ),
    open && replies(page, open),
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

function replies(page: Page, open: Phone): VNode {
  const reply = (body: 'STOP' | 'START') =>
    h(
      'button',
      { type: 'button', class: 'reply', on: { click: () => page.act({ is: 'reply', number: open.number, body }) } },
      body,
    );
  return h('footer', { role: 'group', 'aria-label': 'Reply' }, h('span', {}, 'Reply'), reply('STOP'), reply('START'));
}
