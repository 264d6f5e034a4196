import type { Component, Message } from '../control/view.ts';
import { css, icon } from './bits.ts';
import { markdown } from './blocks.ts';
import { type Child, h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { messageSelect } from './selects.ts';

const BUTTON_LOOK = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'primary'];

/** One component of a message, by Discord's component types. Unknown ones say so, for a gap should be seen. */
export function component(part: Component, message: Message, page: Page): VNode {
  const inner = (parts: readonly Component[] = []) => parts.map((child) => component(child, message, page));
  switch (part.type) {
    case 1:
      return h('div', { class: 'row' }, inner(part.components));
    case 2:
      return button(part, message, page);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return messageSelect(part, message, page);
    case 9:
      return section(part, message, page);
    case 10:
      return h('div', { class: 'text' }, markdown(part.content ?? '', page));
    case 11:
      return image(part.media?.url ?? '', part.description, 'thumbnail');
    case 12:
      return h(
        'div',
        { class: 'gallery' },
        part.items?.map((item) => image(item.media.url, item.description, 'picture')),
      );
    case 13:
      return file(part);
    case 14:
      return h('hr', { class: part.divider === false ? 'space' : undefined, 'data-spacing': part.spacing ?? 1 });
    case 17:
      return container(part, inner(part.components));
    default:
      return h('p', { class: 'subtext' }, `The page cannot show components of type ${part.type} yet.`);
  }
}

function container(part: Component, children: readonly VNode[]): VNode {
  const accent = typeof part.accent_color === 'number' ? { '--accent-bar': css(part.accent_color) } : {};
  return h('div', { class: `container${part.spoiler ? ' spoiler' : ''}`, vars: accent }, children);
}

function section(part: Component, message: Message, page: Page): VNode {
  const texts = part.components?.map((child) => component(child, message, page));
  return h(
    'div',
    { class: 'section' },
    h('div', {}, texts),
    part.accessory && h('div', { class: 'accessory' }, component(part.accessory, message, page)),
  );
}

function button(part: Component, message: Message, page: Page): VNode {
  const face: Child[] = [part.emoji?.name && h('span', { class: 'emoji' }, part.emoji.name), part.label ?? ''];
  const look = `button ${BUTTON_LOOK[part.style ?? 2] ?? 'secondary'}`;
  if (part.url)
    return h('a', { class: look, href: part.url, target: '_blank', rel: 'noopener noreferrer' }, face, icon('link'));
  const customId = part.custom_id ?? '';
  const busy = waits(page, message.id, customId);
  const press = () => {
    if (part.disabled || page.view.waiting) return;
    page.act({ is: 'press', viewerId: page.view.viewerId, messageId: message.id, customId });
  };
  // aria-disabled instead of disabled: a button that the bot switches off keeps the keyboard's focus.
  return h(
    'button',
    {
      type: 'button',
      class: busy ? `${look} busy` : look,
      'aria-disabled': part.disabled ? 'true' : undefined,
      'aria-busy': busy ? 'true' : undefined,
      dir: 'auto',
      'data-custom-id': customId,
      on: { click: press },
    },
    face,
  );
}

export function waits(page: Page, messageId: string, customId: string): boolean {
  const { waiting } = page.view;
  return waiting?.is === 'component' && waiting.messageId === messageId && waiting.customId === customId;
}

function image(url: string, description: string | null | undefined, look: string): VNode {
  // Nothing is fetched from elsewhere, so a picture from there is only named.
  if (!url.startsWith('/'))
    return h('a', { class: 'file', href: url, target: '_blank', rel: 'noreferrer' }, description || url);
  return h('img', { class: look, src: url, alt: description ?? '', loading: 'lazy' });
}

function file(part: Component): VNode {
  const url = part.file?.url ?? '';
  const name = part.name ?? url.split('/').at(-1) ?? 'file';
  return h('a', { class: 'file', href: url, download: name }, name);
}
