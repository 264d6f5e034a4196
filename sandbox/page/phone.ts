import type { PageView, Phone, Text } from '../control/view.ts';
import { icon } from './bits.ts';
import { callScreen, openCall } from './call.ts';
import { h, type VNode } from './dom.ts';
import { isMain, type Page, type Ui } from './page.ts';
import { timestamp } from './timestamps.ts';

export type App = Ui['app'];

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

export const textsIn = (phone: Phone, app: App): readonly Text[] => (app === 'sms' ? phone.texts : phone.chats);

/** What an app of a phone is counted by. */
export const seenKey = (phone: Phone, app: App): string => `${phone.number} ${app}`;

/** What came to an app since it was last in front. */
export function unreadIn(page: Page, phone: Phone, app: App): readonly Text[] {
  return textsIn(phone, app).slice(page.ui.seen[seenKey(phone, app)] ?? 0);
}

/** How much is new on a phone: texts of either app, and a call that is ringing. */
export function unread(page: Page, phone: Phone): number {
  const rings = phone.call?.is === 'ringing' ? 1 : 0;
  return unreadIn(page, phone, 'sms').length + unreadIn(page, phone, 'whatsapp').length + rings;
}

/** The viewer's phone, with what it shows, and a way to the phones of other numbers that were texted or called. */
export function phone(page: Page): VNode {
  const { view } = page;
  const owner = view.people.find((person) => person.id === view.viewerId);
  const open = openPhone(view, page.ui.phone);
  const label = open?.ownerId === null ? `Phone ${open.label}` : `${owner?.name ?? 'No one'}'s phone`;
  return h(
    'section',
    { class: 'side', 'aria-label': label, role: isMain(page, 'phone') && 'main' },
    drawer(page, open),
    device(page, open),
  );
}

function drawer(page: Page, open: Phone | undefined): VNode | false {
  const phones = page.view.phones.filter((each) => isMine(page, each));
  if (phones.length < 2) return false;
  return h(
    'div',
    { class: 'drawer', role: 'group', 'aria-label': 'Phones' },
    phones.map((each) => {
      const fresh = each === open ? 0 : unread(page, each);
      const rings = each.call?.is === 'ringing';
      return h(
        'button',
        {
          type: 'button',
          key: each.number,
          class: rings && 'rings',
          'aria-pressed': each === open ? 'true' : 'false',
          on: { click: () => page.change({ phone: each.number }) },
        },
        each.ownerId === null ? each.label : 'Own phone',
        fresh > 0 &&
          h('span', { class: 'count' }, fresh, h('span', { class: 'unseen' }, rings ? ' new, rings' : ' new')),
      );
    }),
  );
}

function device(page: Page, open: Phone | undefined): VNode {
  const call = open && openCall(page, open);
  return h(
    'div',
    { class: call ? `phone ${call.is}` : 'phone', key: open?.number ?? 'none' },
    h(
      'div',
      { class: 'status-bar', 'aria-hidden': 'true' },
      h('span', {}, timestamp(page.now, 't', page.now, 'en-GB')),
      h('span', { class: 'camera' }),
      h('span', { class: 'battery' }),
    ),
    open && call ? callScreen(page, open, call) : messages(page, open),
    open && !call && dock(page, open),
  );
}

const APPS: readonly (readonly [app: App, title: string, icon: string, words: string, none: string])[] = [
  ['sms', 'Messages', 'chat', 'Text messages', 'No texts yet.'],
  ['whatsapp', 'WhatsApp', 'bubbles', 'WhatsApp messages', 'No chats yet.'],
];

/** The app in front: who writes, and what they wrote. */
function messages(page: Page, open: Phone | undefined): VNode[] {
  const [app, title, mark, words, none] = APPS.find(([each]) => each === page.ui.app) ?? APPS[0] ?? fail();
  const texts = open ? textsIn(open, app) : [];
  const sender = texts.findLast((text) => text.way === 'in')?.from;
  return [
    h(
      'header',
      { class: app, key: app },
      h('span', { class: 'sender' }, icon(mark)),
      h('h2', {}, sender ?? title),
      h('p', { class: 'phone-to' }, open ? `to ${open.label}` : 'No phone'),
    ),
    h(
      'div',
      { class: `scroll ${app}`, key: `${app} texts`, id: 'texts', tabindex: 0, role: 'region', 'aria-label': words },
      texts.length === 0 && h('p', { class: 'empty' }, open ? none : 'This person has no phone.'),
      h(
        'ol',
        { class: 'texts' },
        texts.map((text) => bubble(text, page, app)),
      ),
      app === 'sms' &&
        open?.optedOut &&
        h('p', { class: 'empty' }, 'You asked this sender to stop. Reply START to undo that.'),
    ),
    ...(open && app === 'sms' ? [replies(page, open, sender)] : []),
  ];
}

function fail(): never {
  throw new Error('The phone has no app.');
}

function bubble(text: Text, page: Page, app: App): VNode {
  return h(
    'li',
    { key: text.id, class: `bubble ${text.way}` },
    h('p', { dir: 'auto' }, app === 'whatsapp' ? bold(text.body) : text.body),
    h('time', { datetime: new Date(text.at).toISOString() }, timestamp(text.at, 't', page.now, 'en-GB')),
  );
}

/** WhatsApp shows what stands between stars in bold. */
function bold(body: string): (VNode | string)[] {
  return body.split(/\*([^*\n]+)\*/).map((part, index) => (index % 2 === 1 ? h('strong', {}, part) : part));
}

/** To a sender without a number nobody can reply. */
function replies(page: Page, open: Phone, sender: string | undefined): VNode {
  if (sender !== undefined && /[A-Za-z]/.test(sender))
    return h('footer', { class: 'mute', key: 'mute' }, h('span', {}, `You cannot reply to ${sender}.`));
  const reply = (body: 'STOP' | 'START') =>
    h(
      'button',
      { type: 'button', class: 'reply', on: { click: () => page.act({ is: 'reply', number: open.number, body }) } },
      body,
    );
  return h(
    'footer',
    { role: 'group', 'aria-label': 'Reply', key: 'reply' },
    h('span', {}, 'Reply'),
    reply('STOP'),
    reply('START'),
  );
}

/** The phone's apps, and what is new in each. */
function dock(page: Page, open: Phone): VNode {
  return h(
    'div',
    { class: 'dock', role: 'group', 'aria-label': 'Apps', key: 'dock' },
    APPS.map(([app, title, mark]) => {
      const isOpen = app === page.ui.app;
      const fresh = isOpen ? 0 : unreadIn(page, open, app).length;
      return h(
        'button',
        {
          type: 'button',
          key: app,
          class: app,
          'aria-pressed': isOpen ? 'true' : 'false',
          on: { click: () => page.change({ app }) },
        },
        icon(mark),
        title,
        fresh > 0 && h('span', { class: 'count' }, fresh, h('span', { class: 'unseen' }, ' new')),
      );
    }),
  );
}
