import { icon } from './bits.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

/** The first steps, for someone who has just opened the page. */
export function guide(page: Page): VNode | false {
  const { view } = page;
  // Who has got an answer of their own needs no first steps.
  if (page.ui.guideClosed || view.messages.some((message) => message.ephemeral)) return false;
  const me = view.people.find((person) => person.id === view.viewerId);
  if (!me) return false;
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
  const number = page.view.phones.find((phone) => phone.ownerId === page.view.viewerId)?.label;
  const yours: Child[] = number ? [' Your number is ', h('b', { class: 'number' }, number), '.'] : [];
  const admin = page.view.people.find((person) => person.admin);
  if (button && memberCommand)
    return [
      'Press ',
      h('b', {}, button.label),
      ...where(page, button.channelId),
      ', or type ',
      code(memberCommand),
      '.',
      yours,
    ];
  if (adminCommand && admin)
    return [
      'Nothing is posted here yet. Switch to ',
      h('b', {}, admin.name),
      ', the admin, and run ',
      code(adminCommand),
      '.',
    ];
  if (memberCommand) return ['Type ', code(memberCommand), ' below.', yours];
  return ['The bot has not registered a command yet. Once it is connected, type / below to see what it can do.'];
}

function forAdmin(page: Page): Child[] {
  const { button, adminCommand } = page.view.guide;
  if (adminCommand && !button)
    return ['Type ', code(adminCommand), ' below to post the first message for your members.'];
  if (adminCommand)
    return ['Everything is set up. Switch to a member to try it, or change it with ', code(adminCommand), '.'];
  return forMember(page);
}

function where(page: Page, channelId: string): Child[] {
  const channel = page.view.channels.find((known) => known.id === channelId);
  if (!channel || channelId === page.view.channelId) return [' below'];
  const go = () => page.enter(channelId);
  return [' in ', h('button', { type: 'button', class: 'mention', on: { click: go } }, `#${channel.name}`)];
}

const code = (command: string) => h('code', {}, `/${command}`);
