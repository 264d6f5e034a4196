import { icon } from './bits.ts';
import { composer } from './composer.ts';
import { h, type VNode } from './dom.ts';
import { guide } from './guide.ts';
import { message } from './message.ts';
import type { Page } from './page.ts';

/** The open channel: what was said, and the box that runs commands. */
export function conversation(page: Page): VNode {
  const { view } = page;
  const channel = view.channels.find((known) => known.id === view.channelId);
  const name = channel?.name ?? 'no channel';
  return h(
    'main',
    { class: 'conversation', 'aria-label': `#${name}` },
    h('header', { class: 'channel-head' }, icon(channel?.locked ? 'lock' : 'hash'), h('h2', {}, name)),
    guide(page),
    h(
      'div',
      { class: 'scroll', id: 'messages', tabindex: 0, role: 'region', 'aria-label': `Messages in #${name}` },
      h(
        'div',
        { class: 'beginning' },
        h('span', { class: 'beginning-mark' }, icon(channel?.locked ? 'lock' : 'hash')),
        h('p', {}, `This is where #${name} begins.`),
      ),
      h(
        'ol',
        { class: 'messages' },
        view.messages.map((shown) => message(shown, page)),
      ),
      noAnswer(page),
    ),
    composer(page),
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
      `/${failed.name}: This interaction failed. The application did not answer in time.`,
    )
  );
}
