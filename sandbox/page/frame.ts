import type { Person } from '../control/view.ts';
import { banner } from './banner.ts';
import { avatar, css, icon } from './bits.ts';
import { channels } from './channels.ts';
import { conversation } from './conversation.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page, Ui } from './page.ts';
import { personMenu } from './person-menu.ts';
import { isMine, phone, unread } from './phone.ts';
import { tools } from './tools.ts';

/** The whole page around the open modal. */
export function frame(page: Page): Child[] {
  return [
    skip(page),
    h('header', { class: 'top' }, brand(page), switcher(page)),
    page.ui.offline && h('p', { class: 'offline', role: 'status' }, 'Cannot reach the sandbox. Trying again…'),
    h(
      'div',
      { class: 'stage', 'data-tab': page.ui.tab },
      h('div', { class: 'rail' }, channels(page), tools(page)),
      conversation(page),
      phone(page),
    ),
    tabs(page),
    banner(page),
    personMenu(page),
  ];
}

/** For the keyboard, past the people and the channels. */
function skip(page: Page): VNode {
  const go = (event: Event) => {
    event.preventDefault();
    page.change({ tab: 'server' });
    page.focus('#messages');
  };
  return h('a', { class: 'skip', key: 'skip', href: '#messages', on: { click: go } }, 'Skip to the messages');
}

function brand({ view: { codesBy } }: Page): VNode {
  return h(
    'div',
    { class: 'brand' },
    h('img', { src: '/page/mark.svg', alt: '', width: 32, height: 32 }),
    h('h1', {}, 'Sandbox'),
    h('p', {}, 'Nothing leaves this machine'),
    codesBy !== null && h('p', {}, `Codes by ${codesBy}`),
  );
}

function switcher(page: Page): VNode {
  return h(
    'fieldset',
    { class: 'switcher' },
    h('legend', { class: 'unseen' }, 'Play as'),
    page.view.people.map((person) => face(page, person)),
  );
}

const OUTSIDE = { out: 'Not in the server', banned: 'Banned' } as const;

function face(page: Page, person: Person): VNode {
  const own = page.view.phones.find((phone) => phone.ownerId === person.id);
  const fresh = own ? unread(page, own) : 0;
  const roles = page.view.roles.filter((role) => person.roleIds.includes(role.id));
  const standing = [person.admin && 'Admin', ...roles.map((role) => role.name)].filter((name) => name !== false);
  const inside = person.pending ? 'Rules not accepted' : standing.join(', ') || 'No roles yet';
  const words = person.standing === 'member' ? inside : OUTSIDE[person.standing];
  const tint = roles.find((role) => role.color !== 0);
  return h(
    'label',
    { class: 'face', key: person.id },
    h('input', {
      type: 'radio',
      name: 'viewer',
      value: person.id,
      live: person.id === (page.ui.playing ?? page.view.viewerId),
      on: { change: () => page.play(person.id) },
    }),
    avatar(person.name),
    h(
      'span',
      { class: 'face-text' },
      h('strong', {}, person.name),
      h('small', { vars: tint ? { '--tint': css(tint.color) } : {}, class: tint && 'tinted' }, words),
    ),
    fresh > 0 && h('span', { class: 'count' }, fresh, h('span', { class: 'unseen' }, ' new texts')),
  );
}

const TABS: readonly (readonly [Ui['tab'], label: string, icon: string])[] = [
  ['server', 'Server', 'chat'],
  ['phone', 'Phone', 'phone'],
  ['tools', 'Tools', 'tools'],
];

/** On narrow screens one part shows at a time. */
function tabs(page: Page): VNode {
  return h(
    'nav',
    { class: 'tabs', 'aria-label': 'Parts of the page' },
    TABS.map(([tab, label, mark]) => {
      const mine = tab === 'phone' ? page.view.phones.filter((phone) => isMine(page, phone)) : [];
      const fresh = mine.reduce((sum, phone) => sum + unread(page, phone), 0);
      return h(
        'button',
        {
          type: 'button',
          'aria-current': page.ui.tab === tab ? 'true' : undefined,
          on: { click: () => page.change({ tab }) },
        },
        icon(mark),
        label,
        fresh > 0 && h('span', { class: 'count' }, fresh, h('span', { class: 'unseen' }, ' new')),
      );
    }),
  );
}
