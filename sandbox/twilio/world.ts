import { createCallBook } from './calls/book.ts';
import { createSmsBook } from './messages/book.ts';
import { start } from './messages/way.ts';
import type { Clock, Draft, Sms, TwilioFaults, TwilioWorld } from './model.ts';
import { createVerifyBook } from './verify/book.ts';

/** The number that a new sandbox account sends by WhatsApp from. */
export const defaultWhatsappSender = '+14155550101';

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
  unregistered: false,
  noWhatsapp: false,
  voicemail: false,
  busyLine: false,
  noAnswer: false,
  voip: false,
  verifyDown: false,
  lookupDown: false,
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
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const desk = createFrontDesk(changed);

  const book = createSmsBook(clock, changed);
  const calls = createCallBook({ clock, changed, faults: desk.faults });
  const own = new Set(numbers);

  function accept(draft: Draft): Sms {
    const [ownNumber = null] = own;
    const status = draft.serviceSid ? 'accepted' : 'queued';
    const sms = book.keep({ ...blank, ...draft, direction: 'outbound-api', status });
    start(sms, draft.from ?? ownNumber, desk.faults(), clock, book.move);
    return sms;
  }

  const world: TwilioWorld = {
    numbers: own,
    calls,
    verify: createVerifyBook({ clock, changed, calls, accept }),
    ...newAccount(),

    get messages() {
      return book.all();
    },
    get requests() {
      return desk.requests();
    },
    get faults() {
      return desk.faults();
    },
    setFaults: desk.setFaults,
    clearFaults: desk.clearFaults,
    countRequest: desk.countRequest,

    message: book.get,
    forget: book.forget,
    sentToday: book.sentToday,
    inbox(address) {
      return book.all().filter((sms) => sms.to === address && sms.arrivedAt !== null);
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
      book.keep({ ...blank, direction: 'inbound', from, to, body, status: 'received', arrivedAt: now, isFinal: true });
    },

    accept,
  };
  return world;
}

/** What an account has beside its numbers, and what is set about it: as a test finds it. */
function newAccount() {
  return {
    services: undefined,
    credentials: undefined,
    shortCodes: new Set(['38274']),
    whatsappSenders: new Set([defaultWhatsappSender]),
    templates: undefined,
    lines: new Map(),
    npacApproved: false,
    lookups: [],
    optedOut: new Set<string>(),
    countriesOff: new Set<string>(),
  };
}

/** What goes wrong at present, and how often the API was asked. */
function createFrontDesk(changed: () => void) {
  let faults = noFaults;
  let requests = 0;
  return {
    faults: () => faults,
    requests: () => requests,
    setFaults(change: Partial<TwilioFaults>) {
      faults = { ...faults, ...change };
      changed();
    },
    clearFaults() {
      faults = noFaults;
      changed();
    },
    countRequest() {
      requests += 1;
      const busy = faults.busy > 0;
      if (busy) faults = { ...faults, busy: faults.busy - 1 };
      changed();
      return { busy };
    },
  };
}

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const startWords = new Set(['START', 'YES', 'UNSTOP']);
const blank = {
  accountSid: `AC${'0'.repeat(32)}`,
  product: 'messages',
  serviceSid: null,
  validityPeriod: 36_000,
  sentAt: null,
  isPriced: false,
  arrivedAt: null,
  isFinal: false,
  isRedacted: false,
  isDeleted: false,
} as const;
