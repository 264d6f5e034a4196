import type { Channel } from '../control/view.ts';
import { audit } from './audit.ts';
import { icon } from './bits.ts';
import { markOf } from './channels.ts';
import { composer } from './composer.ts';
import { h, type VNode } from './dom.ts';
import { guide } from './guide.ts';
import { joining } from './joining.ts';
import { members } from './members.ts';
import { message } from './message.ts';
import type { Page } from './page.ts';
import { settings } from './settings.ts';

/** The middle of the page: the open channel or a page about the server, and the box that runs commands. */
export function conversation(page: Page): VNode {
  const { view, ui } = page;
  const channel = view.channels.find((known) => known.id === view.channelId);
  if (ui.place === 'members' && view.members.length > 0) return middle('Members', 'people', members(page), page);
  if (ui.place === 'settings' && view.settings)
    return middle('Server settings', 'tools', settings(page, view.settings), page);
  if (ui.place === 'audit' && view.audit) return middle('Audit log', 'book', audit(page, view.audit), page);
  return h(
    'main',
    { class: 'conversation', 'aria-label': titleOf(channel) },
    head(channel?.name ?? 'No channel', channel ? markOf(channel) : 'lock'),
    joining(page) || guide(page),
    messages(page, channel),
    composer(page),
  );
}

const titleOf = (channel: Channel | undefined) =>
  channel?.direct ? `Direct messages with ${channel.name}` : `#${channel?.name ?? 'no channel'}`;

function middle(title: string, mark: string, body: VNode, page: Page): VNode {
  return h('main', { class: 'conversation', 'aria-label': title }, head(title, mark), body, composer(page));
}

function head(title: string, mark: string): VNode {
  return h('header', { class: 'channel-head' }, icon(mark), h('h2', {}, title));
}

function messages(page: Page, channel: Channel | undefined): VNode {
  const title = titleOf(channel);
  return h(
    'div',
    {
      class: 'scroll',
      id: 'messages',
      key: 'messages',
      tabindex: 0,
      role: 'region',
      'aria-label': channel?.direct ? `Messages with ${channel.name}` : `Messages in ${title}`,
    },
    !channel && h('p', { class: 'empty' }, `Only members of ${page.view.server.name} see its channels.`),
    channel &&
      h(
        'div',
        { class: 'beginning' },
        h('span', { class: 'beginning-mark' }, icon(markOf(channel))),
        h(
          'p',
          {},
          `This is where ${channel.direct ? `your direct messages with ${channel.name} begin` : `${title} begins`}.`,
        ),
      ),
    h(
      'ol',
      { class: 'messages' },
      page.view.messages.map((shown) => message(shown, page)),
    ),
    noAnswer(page),
  );
}

function noAnswer(page: Page): VNode | false {
  const { failed } = page.view;
  return (
    failed?.is === 'command' &&
    h(
      'p',
      { class: 'failed alone' },
      icon('alert'),
      `${failed.name}: This interaction failed. The application did not answer in time.`,
    )
  );
}
