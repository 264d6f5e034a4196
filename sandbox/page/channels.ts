import type { Channel } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page, Ui } from './page.ts';

/** The channels that the viewer sees, the way to the server's pages, and for who is out of it, or may do nothing yet, the way in. */
export function channels(page: Page): VNode {
  const { view } = page;
  const [direct, ofServer] = [true, false].map((is) => view.channels.filter((channel) => channel.direct === is));
  return h(
    'nav',
    { class: 'channels', 'aria-label': `Channels of ${view.server.name}` },
    h('h2', {}, view.server.name),
    outside(page),
    h(
      'ul',
      {},
      ofServer?.map((channel) => entry(channel, page)),
      standingOf(page) === 'member' && place(page, 'members', 'Members', 'people'),
      view.settings && place(page, 'settings', 'Server settings', 'tools'),
      view.audit && place(page, 'audit', 'Audit log', 'book'),
      direct?.length !== 0 && h('li', { key: 'direct', class: 'heading', role: 'presentation' }, 'Direct messages'),
      direct?.map((channel) => entry(channel, page)),
    ),
  );
}

export const markOf = ({ direct, locked }: Channel): string => {
  if (direct) return 'chat';
  return locked ? 'lock' : 'hash';
};

function entry(channel: Channel, page: Page): VNode {
  const current = page.ui.place === 'channel' && channel.id === page.view.channelId;
  return link(channel.id, channel.name, markOf(channel), current, () => page.enter(channel.id));
}

function place(page: Page, to: Ui['place'], label: string, mark: string): VNode {
  return link(to, label, mark, page.ui.place === to, () => page.change({ place: to, menu: null, list: null }));
}

function link(key: string, label: string, mark: string, current: boolean, go: () => void): VNode {
  return h(
    'li',
    { key },
    h('button', { type: 'button', 'aria-current': current ? 'page' : undefined, on: { click: go } }, icon(mark), label),
  );
}

const meIn = ({ view }: Page) => view.people.find((person) => person.id === view.viewerId);
const standingOf = (page: Page) => meIn(page)?.standing ?? 'member';

function outside(page: Page): VNode | false {
  const { viewerId, server } = page.view;
  const standing = standingOf(page);
  if (meIn(page)?.pending) {
    const accept = () => page.act({ is: 'acceptRules', viewerId });
    return h(
      'p',
      { class: 'outside' },
      `You have not accepted the rules of ${server.name} yet. `,
      h('button', { type: 'button', class: 'plain', on: { click: accept } }, 'Accept'),
    );
  }
  if (standing === 'member') return false;
  if (standing === 'banned') return h('p', { class: 'outside' }, `You are banned from ${server.name}.`);
  const rejoin = () => page.act({ is: 'membership', viewerId, userId: viewerId, move: 'rejoin' });
  return h(
    'p',
    { class: 'outside' },
    `You are not in ${server.name}. `,
    h('button', { type: 'button', class: 'plain', on: { click: rejoin } }, 'Rejoin'),
  );
}
