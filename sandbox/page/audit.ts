import type { AuditLine } from '../control/view.ts';
import { avatar } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { timestamp } from './timestamps.ts';

/** The server's audit log: who did what, when, and the reason that stands beside it. */
export function audit(page: Page, lines: readonly AuditLine[]): VNode {
  return h(
    'div',
    { class: 'scroll page', id: 'messages', key: 'audit', tabindex: 0, role: 'region', 'aria-label': 'Audit log' },
    lines.length === 0 && h('p', { class: 'subtext' }, 'Nothing yet: nobody has given a role, kicked or banned.'),
    h(
      'ol',
      { class: 'audit' },
      lines.map((line) => entry(line, page)),
    ),
  );
}

function entry({ id, at, by, what, reason }: AuditLine, page: Page): VNode {
  return h(
    'li',
    { key: id },
    avatar(by),
    h('p', {}, h('strong', {}, by), ` ${what}`),
    h('time', { datetime: new Date(at).toISOString() }, timestamp(at, 'R', page.now, 'en-GB')),
    reason !== null && h('p', { class: 'reason' }, reason),
  );
}
