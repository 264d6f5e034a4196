import type { Phone, PhoneCall, Text } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { type App, isMine, unreadIn } from './phone.ts';

/** How old a text may be, in ms, that comes to the top of the screen. */
const FRESH = 5 * 60_000;

interface News {
  readonly phone: Phone;
  readonly app: App;
  readonly text: Text;
}

/** On narrow screens: what is new on the phone, over whatever is in front, to read and to dismiss. */
export function banner(page: Page): VNode | false {
  if (page.ui.tab === 'phone') return false;
  const phones = page.view.phones.filter((phone) => isMine(page, phone));
  const ringing = phones.find(({ call }) => call?.is === 'ringing');
  if (ringing?.call) return callBanner(page, ringing, ringing.call);
  const latest = phones.flatMap((phone) => [...newsIn(page, phone, 'sms'), ...newsIn(page, phone, 'whatsapp')]);
  const [newest] = latest.toSorted((one, other) => other.text.at - one.text.at);
  if (!newest || page.ui.dismissed.includes(newest.text.id)) return false;
  return textBanner(page, newest);
}

function newsIn(page: Page, phone: Phone, app: App): News[] {
  return unreadIn(page, phone, app)
    .filter(({ way, at }) => way === 'in' && page.now - at < FRESH)
    .map((text) => ({ phone, app, text }));
}

function textBanner(page: Page, { phone, app, text }: News): VNode {
  const dismissed = [...page.ui.dismissed, text.id];
  return h(
    'aside',
    { class: `banner ${app}`, key: text.id, 'aria-label': 'New on the phone' },
    h('span', { class: 'sender' }, icon(app === 'sms' ? 'chat' : 'bubbles')),
    h(
      'button',
      {
        type: 'button',
        class: 'banner-text',
        on: { click: () => page.change({ tab: 'phone', phone: phone.number, app, dismissed }) },
      },
      h('strong', {}, text.from),
      h('span', {}, text.body.replaceAll('*', '')),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'banner-close',
        'aria-label': 'Dismiss',
        on: { click: () => page.change({ dismissed }) },
      },
      icon('close'),
    ),
  );
}

function callBanner(page: Page, phone: Phone, { id: callId, from }: PhoneCall): VNode {
  const act = (move: 'answer' | 'decline') => () => {
    page.act({ is: 'call', callId, move });
    if (move === 'answer') page.change({ tab: 'phone', phone: phone.number });
  };
  const round = (name: string, kind: string, click: () => void) =>
    h('button', { type: 'button', class: `round small ${kind}`, 'aria-label': name, on: { click } }, icon('handset'));
  return h(
    'aside',
    { class: 'banner ringing', key: callId, 'aria-label': 'The phone rings' },
    h(
      'button',
      { type: 'button', class: 'banner-text', on: { click: () => page.change({ tab: 'phone', phone: phone.number }) } },
      h('strong', {}, from),
      h('span', {}, 'Incoming call'),
    ),
    round('Decline', 'no', act('decline')),
    round('Answer', 'yes', act('answer')),
  );
}
