import { randomBytes } from 'node:crypto';
import type { Clock, Sms } from '../model.ts';
import { countSegments } from '../segments.ts';

export interface SmsBook {
  /** Every message, oldest first. */
  all(): Sms[];
  get(sid: string): Sms | undefined;
  keep(sms: Omit<Sms, 'sid' | 'segments' | 'createdAt' | 'updatedAt' | 'errorCode'>): Sms;
  move(sid: string, change: Partial<Sms>): void;
  forget(sid: string, what: 'body' | 'message'): void;
  sentToday(): number;
}

/** Every message that was sent, to and from the account. */
export function createSmsBook(clock: Clock, changed: () => void): SmsBook {
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
    forget: (sid, what) => move(sid, what === 'body' ? { isRedacted: true } : { isRedacted: true, isDeleted: true }),
    sentToday() {
      const midnight = new Date(clock.now()).setUTCHours(0, 0, 0, 0);
      return [...messages.values()].filter(
        ({ direction, product, createdAt }) =>
          direction !== 'inbound' && product === 'messages' && createdAt >= midnight,
      ).length;
    },
  };
}
