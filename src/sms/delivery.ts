import type { Clock, Ms } from '../clock.ts';
import type { DeliveryReport, SmsSender } from '../otp/sms.ts';

export interface DeliveryWatcherDeps {
  readonly sms: Pick<SmsSender, 'status'>;
  readonly clock: Clock;
  /** Told what `tell` threw. */
  readonly onError: (error: unknown) => void;
}

export interface DeliveryWatcherPolicy {
  /** When to look, in ms after sending, growing. */
  readonly lookAt: readonly Ms[];
  /** When the member is told that the carrier has not confirmed a message, in ms after sending. */
  readonly unconfirmedAt: Ms;
  /** How many messages are followed at a time. */
  readonly atMost: number;
}

const MINUTE: Ms = 60_000;

/** An hour, by nine looks: a report may come as late. A call that rang, was answered and read out its code is over after 75 s. */
const usual: DeliveryWatcherPolicy = {
  lookAt: [2000, 5000, 10_000, 20_000, 40_000, 75_000, 4 * MINUTE, 15 * MINUTE, 58 * MINUTE],
  unconfirmedAt: 40_000,
  atMost: 1000,
};

/** @param isLast nothing more is heard of the message here */
export type Tell = (report: DeliveryReport, isLast: boolean) => void | Promise<void>;

export interface DeliveryWatcher {
  /**
   * Follows a message that was just sent and tells how it ended: delivered or failed. Where it has not ended after a while, and where it has
   * not at the last look, `sent` is told, which says "sent, not confirmed" (`sent` is all that some carriers ever say, and Twilio may
   * not have been reachable).
   * A message that is followed already is not followed twice. Where as many as may be are followed, the oldest makes room once it was told
   * as unconfirmed; else the new one is not followed. Its end is asked for together with its price (`gate/journal/billing.ts`).
   */
  watch(messageId: string, tell: Tell): void;
  /** Ends the watch of a message, if there is one; nothing is told of it any more. */
  forget(messageId: string): void;
  /** Ends every watch; nothing is told any more. */
  stop(): void;
}

/** A message that is followed: what cancels its next look, and since when. */
interface Watch {
  readonly sentAt: Ms;
  cancel: () => void;
}

/** Asks for the state of sent messages at growing gaps. */
export function createDeliveryWatcher(
  { sms, clock, onError }: DeliveryWatcherDeps,
  { lookAt, unconfirmedAt, atMost }: DeliveryWatcherPolicy = usual,
): DeliveryWatcher {
  const watches = new Map<string, Watch>();

  function end(messageId: string): void {
    watches.get(messageId)?.cancel();
    watches.delete(messageId);
  }

  async function look(messageId: string, watch: Watch, tell: Tell, index: number): Promise<void> {
    const delivery = await sms.status(messageId);
    if (watches.get(messageId) !== watch) return;
    const isOver = delivery.is === 'delivered' || delivery.is === 'failed';
    const isLast = isOver || index + 1 >= lookAt.length;
    if (isLast) end(messageId);
    else schedule(messageId, watch, tell, index + 1);
    const isUnconfirmed = isLast || isFirstAfter(unconfirmedAt, index);
    if (isOver) await tell(delivery, true);
    else if (isUnconfirmed) await tell({ is: 'sent', ...(delivery.bill && { bill: delivery.bill }) }, isLast);
  }

  const isFirstAfter = (age: Ms, index: number) => (lookAt[index] ?? 0) >= age && (lookAt[index - 1] ?? 0) < age;

  function schedule(messageId: string, watch: Watch, tell: Tell, index: number): void {
    const delay = Math.max(0, watch.sentAt + (lookAt[index] ?? 0) - clock.now());
    watch.cancel = clock.after(delay, () => {
      look(messageId, watch, tell, index).catch((error: unknown) => {
        end(messageId);
        onError(error);
      });
    });
  }

  function makeRoom(): boolean {
    if (watches.size < atMost) return true;
    const [oldest] = watches;
    if (!oldest || clock.now() - oldest[1].sentAt <= unconfirmedAt) return false;
    end(oldest[0]);
    return true;
  }

  return {
    watch(messageId, tell) {
      if (watches.has(messageId) || !makeRoom()) return;
      const watch: Watch = { sentAt: clock.now(), cancel: () => {} };
      watches.set(messageId, watch);
      schedule(messageId, watch, tell, 0);
    },

    forget: end,

    stop() {
      for (const messageId of [...watches.keys()]) end(messageId);
    },
  };
}
