import { randomBytes } from 'node:crypto';
import type { Clock, Sms, TwilioFaults, TwilioWorld } from './model.ts';
import { countSegments } from './segments.ts';

const noFaults: TwilioFaults = {
  undelivered: false,
  landline: false,
  deliveryError: null,
  reportAfterMs: 1000,
  noReceipt: false,
  priceAfterMs: 0,
  down: false,
  htmlError: false,
  dropped: false,
  cut: false,
  slowMs: 0,
  busy: 0,
  trial: false,
  refusal: null,
  noSender: false,
  dailyCap: null,
};

/**
 * Everything Twilio and the phones know. A message moves by the clock: sending after 1 s, sent after 2 s, its end (and the phone
 * rings) after 3 s, unless the report comes late.
 * Faults take effect on messages accepted while they are set.
 *
 * @param numbers the sender numbers this account owns, in E.164; a Messaging Service sends from the first.
 */
export function createTwilioWorld({ clock, numbers }: { clock: Clock; numbers: readonly string[] }): TwilioWorld {
  const listeners = new Set<() => void>();
  let faults = noFaults;
  let requests = 0;

  function changed(): void {
    for (const listener of [...listeners]) listener();
  }

  const book = createSmsBook(clock, changed);

  const world: TwilioWorld = {
    numbers: new Set(numbers),
    services: undefined,
    credentials: undefined,
    optedOut: new Set(),
    countriesOff: new Set(),

    get messages() {
      return book.all();
    },
    get requests() {
      return requests;
    },
    get faults() {
      return faults;
    },
    setFaults(change) {
      faults = { ...faults, ...change };
      changed();
    },
    clearFaults() {
      faults = noFaults;
      changed();
    },

    message: book.get,
    sentToday: book.sentToday,
    inbox(number) {
      return book.all().filter((sms) => sms.to === number && sms.arrivedAt !== null);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    text(from, body) {
      const [to] = world.numbers;
      if (to === undefined) throw new Error('The account owns no number that could be texted.');
      const word = body.trim().toUpperCase();
      if (stopWords.has(word)) world.optedOut.add(from);
      if (startWords.has(word)) world.optedOut.delete(from);
      const now = clock.now();
      book.keep({ ...blank, direction: 'inbound', from, to, body, status: 'received', arrivedAt: now });
    },

    accept(draft) {
      const [ownNumber = null] = world.numbers;
      const status = draft.serviceSid ? 'accepted' : 'queued';
      const sms = book.keep({ ...blank, ...draft, direction: 'outbound-api', status });
      start(sms.sid, draft.from ?? ownNumber, faults, clock, book.move);
      return sms;
    },

    countRequest() {
      requests += 1;
      const busy = faults.busy > 0;
      if (busy) faults = { ...faults, busy: faults.busy - 1 };
      changed();
      return { busy };
    },
  };
  return world;
}

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const startWords = new Set(['START', 'YES', 'UNSTOP']);
const blank = {
  accountSid: `AC${'0'.repeat(32)}`,
  serviceSid: null,
  validityPeriod: 36_000,
  sentAt: null,
  isPriced: false,
  arrivedAt: null,
};

interface SmsBook {
  /** Every message, oldest first. */
  all(): Sms[];
  get(sid: string): Sms | undefined;
  keep(sms: Omit<Sms, 'sid' | 'segments' | 'createdAt' | 'updatedAt' | 'errorCode'>): Sms;
  move(sid: string, change: Partial<Sms>): void;
  sentToday(): number;
}

/** Every message that was sent, to and from the account. */
function createSmsBook(clock: Clock, changed: () => void): SmsBook {
  const messages = new Map<string, Sms>();

  function keep(sms: Omit<Sms, 'sid' | 'segments' | 'createdAt' | 'updatedAt' | 'errorCode'>): Sms {
    const now = clock.now();
    const sid = `SM${randomBytes(16).toString('hex')}`;
    const kept = {
      ...sms,
      sid,
      segments: countSegments(sms.body),
      errorCode: null,
      createdAt: now,
      updatedAt: now,
    };
    messages.set(sid, kept);
    changed();
    return kept;
  }

  function move(sid: string, change: Partial<Sms>): void {
    const sms = messages.get(sid);
    if (!sms) return;
    messages.set(sid, { ...sms, ...change, updatedAt: clock.now() });
    changed();
  }

  return {
    all: () => [...messages.values()],
    get: (sid) => messages.get(sid),
    keep,
    move,
    sentToday() {
      const midnight = new Date(clock.now()).setUTCHours(0, 0, 0, 0);
      return [...messages.values()].filter((sms) => sms.direction !== 'inbound' && sms.createdAt >= midnight).length;
    },
  };
}

/** Sends an accepted message on its way, with the faults that are set now. */
function start(sid: string, from: string | null, faults: TwilioFaults, clock: Clock, move: SmsBook['move']): void {
  const last = endOf(faults);
  clock.after(1000, () => move(sid, { status: 'sending', from: from }));
  clock.after(2000, () => move(sid, { status: 'sent', sentAt: clock.now() }));
  clock.after(2000 + faults.priceAfterMs, () => move(sid, { isPriced: true }));
  // A phone that gets the SMS gets it at once, however late the carrier says so.
  if (last.status !== 'undelivered') clock.after(3000, () => move(sid, { arrivedAt: clock.now() }));
  clock.after(2000 + faults.reportAfterMs, () => move(sid, last));
}

/** How a message ends. */
function endOf({ undelivered, landline, deliveryError, noReceipt }: TwilioFaults): Partial<Sms> {
  if (deliveryError !== null) return { status: 'undelivered', errorCode: deliveryError };
  if (landline) return { status: 'undelivered', errorCode: 30006 };
  if (undelivered) return { status: 'undelivered', errorCode: 30003 };
  return { status: noReceipt ? 'sent' : 'delivered' };
}
