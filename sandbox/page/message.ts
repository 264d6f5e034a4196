import type { Embed, Message } from '../control/view.ts';
import { avatar, css, icon } from './bits.ts';
import { markdown } from './blocks.ts';
import { component } from './components.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { onPerson } from './person-menu.ts';
import { timestamp } from './timestamps.ts';

/** One message of the open channel, with what only its reader sees marked as such. */
export function message(shown: Message, page: Page): VNode {
  const { failed } = page.view;
  const failedHere = failed?.is === 'component' && failed.messageId === shown.id;
  return h(
    'li',
    { key: shown.id, class: shown.ephemeral ? 'message ephemeral' : 'message', 'data-message-id': shown.id },
    shown.interaction && origin(shown.interaction),
    h(
      'div',
      { class: 'message-main' },
      avatar(shown.author.name),
      h('div', { class: 'message-body' }, head(shown, page), body(shown, page)),
    ),
    failedHere && h('p', { class: 'failed' }, icon('alert'), 'This interaction failed'),
    shown.ephemeral && privacyLine(shown, page),
  );
}

function origin(interaction: { readonly user: string; readonly name: string }): VNode {
  return h(
    'p',
    { class: 'origin' },
    h('strong', {}, interaction.user),
    ' used ',
    h('span', { class: 'mention' }, interaction.name),
  );
}

function head(shown: Message, page: Page): VNode {
  const at = new Date(shown.createdAt).toISOString();
  return h(
    'p',
    { class: 'message-head' },
    authorName(shown, page),
    shown.author.bot && h('span', { class: 'badge' }, 'App'),
    h('time', { datetime: at }, timestamp(shown.createdAt, 't', page.now, 'en-GB')),
    shown.editedAt !== null && !shown.loading && h('span', { class: 'edited' }, 'edited'),
  );
}

function body(shown: Message, page: Page): Child {
  if (shown.loading) return h('p', { class: 'thinking' }, dots(), `${shown.author.name} is thinking…`);
  return [
    shown.content !== '' && h('div', { class: 'text' }, markdown(shown.content, page)),
    shown.embeds.map((card) => embed(card, page)),
    shown.components.map((part) => component(part, shown, page)),
    shown.files.map(attached),
  ];
}

/** A person's name opens their menu; a bot's does so by right click alone. */
function authorName({ id, author }: Message, page: Page): VNode {
  const origin = `[data-message-id="${id}"] .author`;
  if (author.bot) return h('strong', { on: onPerson(page, author.id, '#messages') }, author.name);
  return h(
    'button',
    { type: 'button', class: 'author', 'aria-haspopup': 'menu', on: { ...onPerson(page, author.id, origin, true) } },
    author.name,
  );
}

function attached({ name, url, isImage, size, description }: Message['files'][number]): VNode {
  return isImage
    ? h('img', { class: 'picture loose', src: url, alt: description ?? name, loading: 'lazy' })
    : h('a', { class: 'file', href: url, download: name }, name, h('small', {}, ` ${inKilobytes(size)}`));
}

const inKilobytes = (bytes: number) => `${Math.max(0.1, bytes / 1000).toFixed(1)} kB`;

export function dots(): VNode {
  return h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
}

function embed(card: Embed, page: Page): VNode {
  return h(
    'div',
    { class: 'container', vars: card.color === undefined ? {} : { '--accent-bar': css(card.color) } },
    card.title && h('p', {}, h('strong', {}, card.title)),
    card.description && h('div', { class: 'text' }, markdown(card.description, page)),
    card.fields?.map((field) => h('div', { class: 'text' }, h('strong', {}, field.name), markdown(field.value, page))),
    card.footer && h('p', { class: 'subtext' }, card.footer.text),
  );
}

function privacyLine(shown: Message, page: Page): VNode {
  const dismiss = () => {
    page.act({ is: 'dismissMessage', viewerId: page.view.viewerId, messageId: shown.id });
    page.focus('#composer');
  };
  return h(
    'p',
    { class: 'only-you' },
    icon('eye'),
    'Only you can see this',
    h('button', { type: 'button', class: 'plain', on: { click: dismiss } }, 'Dismiss message'),
  );
}
