import { h, type VNode } from './dom.ts';

/** A switch with its name and one line about it. */
export function toggle(label: string, hint: string, on: boolean, flip: () => void): VNode {
  return h(
    'label',
    { class: 'toggle', key: label },
    h('span', {}, label, h('small', {}, hint)),
    h('input', { type: 'checkbox', role: 'switch', live: on, on: { change: flip } }),
  );
}
