import { h, type VNode } from './dom.ts';

export function icon(name: string): VNode {
  return h(
    'svg',
    { class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    h('use', { href: `/page/icons.svg#${name}` }),
  );
}

/** A round mark with the initials; its hue comes from the name, so that a person looks the same everywhere. */
export function avatar(name: string): VNode {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return h('span', { class: 'avatar', 'aria-hidden': 'true', vars: { '--hue': String(hue(name)) } }, initials);
}

function hue(seed: string): number {
  let sum = 7;
  for (const letter of seed) sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return sum;
}

/** 0xRRGGBB as a CSS colour. */
export function css(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

export function unseen(text: string): VNode {
  return h('span', { class: 'unseen' }, text);
}
