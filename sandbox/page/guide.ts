import type { Guide, Person } from '../control/view.ts';
import { icon } from './bits.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

/** The first steps, for someone who has just opened the page. */
export function guide(page: Page): VNode | false {
  const { view } = page;
  // A person who has an answer of their own needs no first steps, and one who fills in a command needs the room.
  if (page.ui.guideClosed || page.ui.draft || view.messages.some((message) => message.ephemeral)) return false;
  const me = view.people.find((person) => person.id === view.viewerId);
  // A member with a role is through, and one who has rules to accept begins elsewhere.
  if (!me || me.pending || (!me.admin && me.roleIds.length > 0)) return false;
  const channel = view.channels.find((known) => known.id === view.channelId);
  if (me.standing !== 'member' || channel?.direct) return false;
  const close = () => {
    page.change({ guideClosed: true });
    page.focus('#composer');
  };
  return h(
    'aside',
    { class: 'guide', 'aria-label': 'First steps', key: 'guide' },
    icon('lantern'),
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, `You are ${me.name}, ${me.admin ? 'the admin' : 'a member'} of ${view.server.name}.`)),
      h('p', {}, me.admin ? forAdmin(page) : forMember(page)),
    ),
    h(
      'button',
      { type: 'button', class: 'plain icon-only', 'aria-label': 'Close the first steps', on: { click: close } },
      icon('close'),
    ),
  );
}

function forMember(page: Page): Child[] {
  const { button, memberCommand, adminCommand } = page.view.guide;
  const admin = page.view.people.find((person) => person.admin);
  if (button && memberCommand) {
    const press = ['Press ', h('b', {}, button.label), ...where(page, button.channelId)];
    return [...press, ', or type ', code(page, memberCommand), '.', ownNumber(page)];
  }
  if (adminCommand && admin)
    return [
      'Nothing is posted here yet. Switch to ',
      person(page, admin),
      ', the admin, and run ',
      ...whole(page, adminCommand),
    ];
  if (memberCommand) return ['Type ', code(page, memberCommand), ' below.', ownNumber(page)];
  return ['The bot has not registered a command yet. Once it is connected, type / below to see what it can do.'];
}

function forAdmin(page: Page): Child[] {
  const { button, adminCommand } = page.view.guide;
  if (!adminCommand) return forMember(page);
  if (!button) return ['To post the first message for your members, run ', ...whole(page, adminCommand)];
  const member = page.view.people.find((each) => !each.admin);
  if (!member) return ['Everything is set up.'];
  return ['Everything is set up. Switch to ', person(page, member), ' to try it as a member.'];
}

function ownNumber(page: Page): Child[] {
  const number = page.view.phones.find((phone) => phone.ownerId === page.view.viewerId)?.label;
  return number === undefined ? [] : [' Your number is ', h('b', { class: 'number' }, number), '.'];
}

function where(page: Page, channelId: string): Child[] {
  const channel = page.view.channels.find((known) => known.id === channelId);
  if (!channel || channelId === page.view.channelId) return [' below'];
  const go = () => page.enter(channelId);
  return [' in ', h('button', { type: 'button', class: 'mention', on: { click: go } }, `#${channel.name}`)];
}

function person(page: Page, { id, name }: Person): VNode {
  return h('button', { type: 'button', class: 'mention', on: { click: () => page.play(id) } }, name);
}

/** The command, and which of its options to fill in. */
function whole(page: Page, { name, options }: NonNullable<Guide['adminCommand']>): Child[] {
  const list = new Intl.ListFormat('en').format(options);
  return [code(page, name), options.length > 0 ? ` with its ${list}.` : '.'];
}

/** A command as it is called in the viewer's language. */
function code({ view }: Page, name: string): VNode {
  return h('code', {}, `/${view.commands.find((command) => command.name === name)?.label ?? name}`);
}
