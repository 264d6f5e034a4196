import type { Act } from '../control/acts.ts';
import type { PageView } from '../control/view.ts';
import { render } from './dom.ts';
import { frame } from './frame.ts';
import { rememberedLook, wear } from './look.ts';
import { drawModal } from './modal.ts';
import { news } from './news.ts';
import type { Page, Ui } from './page.ts';
import { openPhone, seenKey, textsIn } from './phone.ts';

const app = document.querySelector('#app');
const dialog = document.querySelector('#modal');
const announcer = document.querySelector('#announcer');
if (!app || !(dialog instanceof HTMLDialogElement) || !announcer) throw new Error('The page lacks its frame.');

const wide = matchMedia('(min-width: 960px)');
let view: PageView | undefined;
/** performance.now() when the view came, to tell the sandbox's time between two snapshots. */
let cameAt = 0;
let source: EventSource | undefined;
let focusNext: string | undefined;
let drawing = false;
let stale = false;
let ui: Ui = {
  tab: 'server',
  typed: '',
  active: 0,
  draft: null,
  list: null,
  place: 'channel',
  menu: null,
  picks: {},
  app: 'sms',
  closedCalls: [],
  dismissed: [],
  seen: {},
  playing: null,
  phone: null,
  guideClosed: false,
  offline: false,
  look: rememberedLook(),
  problem: null,
};
wear(ui.look);

/** What leaves the page while it is drawn loses the focus, and what that changes is drawn afterwards. */
function draw(): void {
  stale = true;
  if (drawing) return;
  drawing = true;
  try {
    while (stale) {
      stale = false;
      drawOnce();
    }
  } finally {
    drawing = false;
  }
}

function drawOnce(): void {
  if (!view || !app || !(dialog instanceof HTMLDialogElement)) return;
  markSeen(view);
  const page: Page = {
    view,
    ui,
    wide: wide.matches,
    now: view.now + performance.now() - cameAt,
    act,
    change,
    focus,
    play,
    enter,
  };
  const scrolls = ['#messages', '#texts', '#words'].map(
    (selector) => [selector, atEnd(app.querySelector(selector))] as const,
  );
  const focused = document.activeElement;
  const wasInCall = focused?.closest('.call') !== null;
  render(app, frame(page));
  drawModal(dialog, page);
  // What had the focus may be gone with what was answered: the keyboard goes on from the messages, and in a call from what is next.
  if (focused !== document.body && !isThere(document.activeElement))
    focusNext ??= wasInCall && document.querySelector('.call') ? '.answers button' : '#messages';
  for (const [selector, stick] of scrolls) if (stick) toEnd(app.querySelector(`${selector}:not(.page)`));
  if (focusNext === undefined) return;
  const target = document.querySelector(focusNext);
  focusNext = undefined;
  if (target instanceof HTMLElement) target.focus();
}

const isThere = (element: Element | null) => element !== document.body && element?.checkVisibility();

const atEnd = (box: Element | null) => !box || box.scrollHeight - box.scrollTop - box.clientHeight < 80;

function toEnd(box: Element | null): void {
  if (box) box.scrollTop = box.scrollHeight;
}

function change(next: Partial<Ui>): void {
  ui = { ...ui, ...next };
  draw();
  if (next.list || next.active !== undefined)
    document.querySelector('[role="option"].active')?.scrollIntoView({ block: 'nearest' });
}

function focus(selector: string): void {
  focusNext = selector;
  draw();
}

function markSeen(shown: PageView): void {
  if (!wide.matches && ui.tab !== 'phone') return;
  const open = openPhone(shown, ui.phone);
  if (open) ui = { ...ui, seen: { ...ui.seen, [seenKey(open, ui.app)]: textsIn(open, ui.app).length } };
}

async function act(deed: Act): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const sent = fetch('/control/act', { method: 'POST', headers, body: JSON.stringify(deed) });
  const problem = await sent.then(problemIn, () => 'Cannot reach the sandbox.');
  if (problem !== ui.problem) change({ problem });
}

async function problemIn(response: Response): Promise<string | null> {
  if (response.ok) return null;
  const body: unknown = await response.json().catch(() => undefined);
  const told = typeof body === 'object' && body !== null && 'problem' in body ? String(body.problem) : undefined;
  return told ?? `The sandbox answered ${response.status}.`;
}

/** Back in the channel, with no menu open. */
const ATHOME = { place: 'channel', menu: null } as const;

function play(viewerId: string): void {
  change({ playing: viewerId, typed: '', draft: null, list: null, phone: null, problem: null, ...ATHOME });
  connect(viewerId, view?.channelId ?? '');
}

function enter(channelId: string): void {
  change({ list: null, problem: null, tab: 'server', ...ATHOME });
  connect(view?.viewerId ?? '', channelId);
}

function connect(viewerId: string, channelId: string): void {
  source?.close();
  const query = new URLSearchParams({ viewer: viewerId, channel: channelId });
  source = new EventSource(`/control/events?${query}`);
  let latest: PageView;
  source.addEventListener('message', (event) => {
    // The first one of a stream is whole, and each one after it has what has changed.
    latest = { ...latest, ...JSON.parse(String(event.data)) };
    show(latest);
  });
  source.addEventListener('error', () => change({ offline: true }));
}

function show(next: PageView): void {
  const heard = news(view, next);
  const moved = view?.viewerId !== next.viewerId || view.channelId !== next.channelId;
  view = next;
  cameAt = performance.now();
  ui = { ...ui, offline: false, playing: null };
  draw();
  if (moved) settle(next);
  // What one person heard is not left for the next one to read.
  if (announcer && (moved || heard.length > 0)) announcer.textContent = heard.join(' ');
}

/** The address names who looks where, so that a reload stays there. */
function settle(shown: PageView): void {
  history.replaceState(null, '', `?${new URLSearchParams({ viewer: shown.viewerId, channel: shown.channelId })}`);
  document.title = `${shown.server.name} · Sandbox`;
  toEnd(document.querySelector('#messages'));
}

function tick(): void {
  draw();
  const now = view ? view.now + performance.now() - cameAt : 0;
  setTimeout(tick, 1000 - (now % 1000));
}

dialog.addEventListener('cancel', (event) => {
  // The sandbox closes the modal, and the page follows.
  event.preventDefault();
  if (view?.modal) void act({ is: 'dismissModal', viewerId: view.viewerId });
});
wide.addEventListener('change', draw);
const asked = new URLSearchParams(location.search);
connect(asked.get('viewer') ?? '', asked.get('channel') ?? '');
tick();
