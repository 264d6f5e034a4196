import type { Member } from '../control/view.ts';
import { avatar, css, icon } from './bits.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { onPerson } from './person-menu.ts';

const OUTSIDE = { member: '', out: 'Not in the server', banned: 'Banned' } as const;

/** Where the list is longer, one looks for somebody and turns pages; as many as the sandbox shows on one. */
const PAGE_SIZE = 50;

/** Who is in the server, and for the staff who is out: a click on somebody opens what can be done. */
export function members(page: Page): VNode {
  const { members: all, found } = page.view;
  const listed = found.ids.flatMap((id) => all.find((member) => member.id === id) ?? []);
  const inside = listed.filter(({ standing }) => standing === 'member');
  const outside = listed.filter(({ standing }) => standing !== 'member');
  const isLong = found.inServer > PAGE_SIZE;
  return h(
    'div',
    // Another page of the list begins at its top.
    {
      class: 'scroll page',
      id: 'messages',
      key: `members-${found.page}`,
      tabindex: 0,
      role: 'region',
      'aria-label': 'Members',
    },
    h('h3', {}, `${found.inServer.toLocaleString('en')} members`, boosters(found.boosters)),
    isLong && search(page),
    isLong && found.count === 0 && h('p', { key: 'nobody' }, 'Nobody found.'),
    inside.length > 0 && list(inside, page),
    outside.length > 0 && [h('h3', { key: 'outside' }, 'Outside'), list(outside, page)],
    found.count > PAGE_SIZE && pager(page),
  );
}

const boosters = (count: number) => count > 0 && h('small', {}, ` ${count.toLocaleString('en')} of them boost it`);

const look = ({ view, act }: Page, query: string, at: number) =>
  act({ is: 'findMembers', viewerId: view.viewerId, query, page: at });

/** The list follows what is typed. */
function search(page: Page): VNode {
  return h(
    'p',
    { class: 'search', key: 'search' },
    h('label', { for: 'member-search', class: 'unseen' }, 'Find a member'),
    h('input', {
      id: 'member-search',
      type: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: 'Find by name or id',
      maxlength: 100,
      value: page.view.found.query,
      on: { input: ({ target }) => target instanceof HTMLInputElement && look(page, target.value, 0) },
    }),
  );
}

function pager(page: Page): VNode {
  const { query, page: at, count } = page.view.found;
  const last = Math.ceil(count / PAGE_SIZE) - 1;
  const from = at * PAGE_SIZE + 1;
  const to = Math.min(count, from + PAGE_SIZE - 1);
  const turn = (label: string, to: number, mark: string) => {
    const isEnd = to < 0 || to > last;
    const go = () => {
      if (isEnd) return;
      look(page, query, to);
      page.focus('#messages');
    };
    const off = isEnd ? 'true' : undefined;
    return h(
      'button',
      { type: 'button', class: `button secondary turn ${mark}`, 'aria-disabled': off, on: { click: go } },
      icon('chevron'),
      label,
    );
  };
  return h(
    'nav',
    { class: 'pager', key: 'pager', 'aria-label': 'Pages of members' },
    turn('Previous', at - 1, 'back'),
    h(
      'p',
      { role: 'status' },
      `${from.toLocaleString('en')}–${to.toLocaleString('en')} of ${count.toLocaleString('en')}`,
    ),
    turn('Next', at + 1, 'on'),
  );
}

function list(people: readonly Member[], page: Page): VNode {
  return h(
    'ul',
    { class: 'members' },
    people.map((member) => h('li', { key: member.id }, row(member, page))),
  );
}

function row(member: Member, page: Page): VNode {
  const { id, name, bot, roleIds } = member;
  const roles = page.view.roles.filter((role) => roleIds.includes(role.id));
  return h(
    'button',
    {
      type: 'button',
      'aria-haspopup': 'menu',
      'data-member': id,
      on: onPerson(page, id, `[data-member="${id}"]`, true),
    },
    avatar(name),
    h('span', { class: 'member-name' }, name, bot && h('span', { class: 'badge' }, 'App')),
    h(
      'span',
      { class: 'member-roles' },
      roles.map((role) =>
        h('span', { class: 'mention role', vars: role.color ? { '--tint': css(role.color) } : {} }, role.name),
      ),
      standing(member),
    ),
  );
}

function standing({ standing, pending, boostingSince }: Member): Child[] {
  return [
    OUTSIDE[standing],
    pending && 'Has not accepted the rules',
    boostingSince !== null && h('span', { class: 'boost' }, `Boosts since ${day(boostingSince)}`),
  ];
}

const day = (at: number) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(at);
