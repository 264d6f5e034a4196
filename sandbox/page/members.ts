import type { Member } from '../control/view.ts';
import { avatar, css } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { onPerson } from './person-menu.ts';

const OUTSIDE = { member: '', out: 'Not in the server', banned: 'Banned' } as const;

/** Who is in the server, and for the staff who is out: a click on somebody opens what can be done. */
export function members(page: Page): VNode {
  const { members: all } = page.view;
  const inside = all.filter(({ standing }) => standing === 'member');
  const outside = all.filter(({ standing }) => standing !== 'member');
  return h(
    'div',
    { class: 'scroll page', id: 'messages', key: 'members', tabindex: 0, role: 'region', 'aria-label': 'Members' },
    h('h3', {}, `${inside.length} members`),
    list(inside, page),
    outside.length > 0 && [h('h3', { key: 'outside' }, 'Outside'), list(outside, page)],
  );
}

function list(people: readonly Member[], page: Page): VNode {
  return h(
    'ul',
    { class: 'members' },
    people.map((member) => h('li', { key: member.id }, row(member, page))),
  );
}

function row({ id, name, bot, roleIds, standing, pending }: Member, page: Page): VNode {
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
      OUTSIDE[standing],
      pending && 'Has not accepted the rules',
    ),
  );
}
