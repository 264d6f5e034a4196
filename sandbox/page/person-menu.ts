import type { Member, Move } from '../control/view.ts';
import { icon } from './bits.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page, Ui } from './page.ts';

const WORDS: Readonly<Record<Move, string>> = {
  kick: 'Kick',
  ban: 'Ban',
  unban: 'Unban',
  add: 'Add to the server',
  leave: 'Leave the server',
  rejoin: 'Rejoin the server',
};

export const wordFor = (move: Move): string => WORDS[move];

/** Listeners that open a person's menu: by right click or menu key, and where `alsoByClick` by any click. */
export function onPerson(page: Page, userId: string, origin: string, alsoByClick = false) {
  const open = (event: MouseEvent) => {
    event.preventDefault();
    const box = event.target instanceof Element ? event.target.getBoundingClientRect() : undefined;
    // A click from the keyboard has no place of its own.
    const [x, y] = event.clientX || event.clientY ? [event.clientX, event.clientY] : [box?.left ?? 0, box?.bottom ?? 0];
    page.change({ menu: { userId, x, y, origin } });
    page.focus('.menu [role^="menuitem"]');
  };
  return alsoByClick ? { click: open, contextmenu: open } : { contextmenu: open };
}

/** What can be done with a person: the app's commands, and what the viewer may do about their membership. */
export function personMenu(page: Page): VNode | false {
  const { menu } = page.ui;
  const name = page.view.users.find((user) => user.id === menu?.userId)?.name;
  if (!menu || name === undefined) return false;
  const member = page.view.members.find((known) => known.id === menu.userId);
  return h(
    'div',
    {
      class: 'menu',
      key: `menu-${menu.userId}`,
      role: 'menu',
      'aria-label': name,
      'data-end': menu.y > innerHeight / 2 ? 'bottom' : 'top',
      vars: { '--x': `${menu.x}px`, '--y': `${menu.y}px` },
      on: { keydown: (event) => key(page, menu.origin, event), focusout: (event) => leave(page, event) },
    },
    h('p', { class: 'menu-name', 'aria-hidden': 'true' }, name),
    commands(page, menu.userId),
    member && rolesOf(page, member),
    member ? moves(page, member) : [],
    nothing(page, member) && h('button', { ...ITEM, 'aria-disabled': 'true' }, 'Nothing to do here'),
  );
}

const ITEM = { type: 'button', role: 'menuitem', tabindex: -1 };

const nothing = ({ view }: Page, member: Member | undefined) =>
  view.userCommands.length === 0 && (member?.moves.length ?? 0) + (member?.assignable.length ?? 0) === 0;

function commands(page: Page, targetId: string): Child[] {
  const { viewerId, channelId } = page.view;
  return page.view.userCommands.map(({ name, label }) => {
    const use = () => {
      page.change({ menu: null, place: 'channel' });
      page.focus('#composer');
      page.act({ is: 'useOn', viewerId, channelId, name, targetId });
    };
    return h('button', { ...ITEM, key: name, on: { click: use } }, label, h('small', {}, ' App'));
  });
}

/** The roles that the viewer may give and take, each with a mark where the member has it. */
function rolesOf(page: Page, { id: userId, roleIds, assignable }: Member): VNode | false {
  const { viewerId, roles } = page.view;
  const items = roles
    .filter((role) => assignable.includes(role.id))
    .map(({ id: roleId, name }) => {
      const has = roleIds.includes(roleId);
      const flip = () => page.act({ is: 'memberRole', viewerId, userId, roleId, on: !has });
      const item = { ...ITEM, role: 'menuitemcheckbox', 'aria-checked': has ? 'true' : 'false' };
      const box = h('span', { class: 'box' }, has && icon('check'));
      return h('button', { ...item, key: roleId, class: 'role-item', on: { click: flip } }, box, name);
    });
  return (
    items.length > 0 &&
    h(
      'div',
      { role: 'group', 'aria-label': 'Roles', key: 'roles', class: 'role-items' },
      h('hr'),
      h('p', { class: 'menu-name', 'aria-hidden': 'true' }, 'Roles'),
      items,
      h('hr'),
    )
  );
}

function moves(page: Page, member: Member): Child[] {
  const { viewerId } = page.view;
  return member.moves.map((move) => {
    const make = () => {
      close(page, page.ui.menu?.origin ?? '#composer');
      page.act({ is: 'membership', viewerId, userId: member.id, move });
    };
    const look = move === 'kick' || move === 'ban' || move === 'leave' ? 'danger' : undefined;
    return h('button', { ...ITEM, key: `move-${move}`, class: look, on: { click: make } }, wordFor(move));
  });
}

const CLOSED: Partial<Ui> = { menu: null };

function close(page: Page, origin: string): void {
  page.change(CLOSED);
  page.focus(origin);
}

/** A menu closes when the focus goes elsewhere; a window that loses the focus takes nothing away. */
function leave(page: Page, { currentTarget, relatedTarget }: FocusEvent): void {
  const inside =
    currentTarget instanceof Element && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
  if (!inside && document.hasFocus()) page.change(CLOSED);
}

function key(page: Page, origin: string, event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof Element)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const go = (to: number) => items[(to + items.length) % items.length]?.focus();
  const keys: Record<string, (() => void) | undefined> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(-1),
    Escape: () => close(page, origin),
    Tab: () => close(page, origin),
  };
  const move = keys[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}
