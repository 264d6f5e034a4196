import type { Clock, Ms } from '../clock.ts';
import type { DeliveryReport, SmsSender } from '../otp/ports.ts';

export interface DeliveryWatcherDeps {
  readonly sms: SmsSender;
  readonly clock: Clock;
  /** Told what `tell` threw. */
  readonly onError: (error: unknown) => void;
}

export interface DeliveryWatcherPolicy {
  /** When to look, in ms after sending, growing. */
  readonly lookAt: readonly Ms[];
  /** How many messages are followed at a time. */
  readonly atMost: number;
}

export interface DeliveryWatcher {
  /**
   * Follows a message that was just sent and tells once how it ended: delivered, failed, or, after the last look, `sent`, which
   * says "sent, not confirmed" (`sent` is all that some carriers ever say, and Twilio may not have been reachable).
   * A message that is followed already is not followed twice. Beyond `atMost` messages a new one is not followed.
   */
  watch(messageId: string, tell: (report: DeliveryReport) => void | Promise<void>): void;
  /** Ends the watch of a message, if there is one; nothing is told of it any more. */
  forget(messageId: string): void;
  /** Ends every watch; nothing is told any more. */
  stop(): void;
}

/** Asks for the state of sent messages at growing gaps. */
export function createDeliveryWatcher(
  { sms, clock, onError }: DeliveryWatcherDeps,
  { lookAt, atMost }: DeliveryWatcherPolicy = { lookAt: [2000, 5000, 10_000, 20_000, 40_000], atMost: 1000 },
): DeliveryWatcher {
  /** The messages that are followed, each with what cancels its next look. */
  const watches = new Map<string, () => void>();

  function end(messageId: string): void {
    watches.get(messageId)?.();
    watches.delete(messageId);
  }

  return {
    watch(messageId, tell) {
      const sentAt = clock.now();

      async function look(index: number): Promise<void> {
        const delivery = await sms.status(messageId);
        if (!watches.has(messageId)) return;
        const isOver = delivery.is === 'delivered' || delivery.is === 'failed';
        if (!isOver && schedule(index + 1)) return;
        end(messageId);
        await tell(isOver ? delivery : { is: 'sent', ...(delivery.bill && { bill: delivery.bill }) });
      }

      function schedule(index: number): boolean {
        const at = lookAt[index];
        if (at === undefined) return false;
        const delay = Math.max(0, sentAt + at - clock.now());
        const cancel = clock.after(delay, () => {
          look(index).catch((error: unknown) => {
            end(messageId);
            onError(error);
          });
        });
        watches.set(messageId, cancel);
        return true;
      }

      if (!watches.has(messageId) && watches.size < atMost) schedule(0);
    },

    forget: end,

    stop() {
      for (const messageId of [...watches.keys()]) end(messageId);
    },
  };
}
