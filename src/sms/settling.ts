import type { Clock, Ms } from '../clock.ts';
import type { SmsBills } from '../gate/journal/billing.ts';
import type { CarrierTask, CarrierTasks } from '../gate/ports.ts';
import type { Ending, SmsSender } from '../otp/sms.ts';
import { createForgetting } from './forgetting.ts';
import { VERIFICATION_LIFE } from './products/verify.ts';
import type { TwilioSender } from './twilio.ts';

/** How long after the first try Twilio is told again, and at least after every other one. */
const AGAIN_AFTER: Ms = 20_000;
/** How long before a verification ends by itself it is ended at the latest, so that Twilio still knows it. */
const IN_TIME: Ms = 30_000;
/** How many are told in one run, so that many are a steady stream and not a flood. */
const AT_ONCE = 50;

export interface SettlingParts {
  readonly sender: TwilioSender;
  readonly tasks: CarrierTasks;
  readonly clock: Clock;
  /** Told what the store threw. Nothing is held up by it: a verification ends by itself in ten minutes. */
  readonly onError: (error: unknown) => void;
  /** What Twilio did not delete in a day. */
  readonly onKept: (messageId: string) => void;
}

export interface Settling extends SmsSender, SmsBills {
  /** Tells Twilio what is due. Throws `StoreUnavailable`. */
  tellDue(): Promise<void>;
}

/**
 * Sees to it that Twilio hears how each code ended, whatever dies in between. From its sending on, a code is to be cancelled when its life is
 * over, and that stands in the database; a code that was right, or that was given up, is told at once. What cannot be told is tried again
 * until the verification ends by itself.
 */
export function createSettling({ sender, tasks, clock, onError, onKept }: SettlingParts): Settling {
  const { end, forget } = sender;
  const forgetting = forget && createForgetting({ forget, tasks, clock, onKept });

  async function tell(task: CarrierTask): Promise<void> {
    const { messageId, what, until } = task;
    // What is set may have changed since it was sent.
    if (what === 'empty' || what === 'delete') return forgetting ? forgetting.run(task) : tasks.done(messageId);
    const isOver = clock.now() >= until;
    if (isOver || !end || (await end(messageId, what)) === 'told') return tasks.done(messageId);
    // At growing gaps: an hour without Twilio is no reason for a log that is full of it.
    const age = clock.now() - (until - VERIFICATION_LIFE);
    await tasks.putOff(messageId, Math.min(until, clock.now() + Math.max(AGAIN_AFTER, age)));
  }

  return {
    ...sender,

    async send(message) {
      const sentAt = clock.now();
      const result = await sender.send(message);
      if (result.is !== 'accepted') return result;
      if (!end) {
        await forgetting?.begin(result.messageId, sentAt).catch(onError);
        return result;
      }
      const until = sentAt + VERIFICATION_LIFE;
      const dueAt = Math.min(sentAt + message.validFor, until - IN_TIME);
      await tasks.keep({ messageId: result.messageId, what: 'canceled', dueAt, until }).catch(onError);
      return result;
    },

    async settle(messageId: string, ending: Ending) {
      // A message that was sent before the operator went over to Verify is still to be forgotten: its task stays.
      if (!end || !messageId.startsWith('VE')) return;
      const now = clock.now();
      const task: CarrierTask = { messageId, what: ending, dueAt: now + AGAIN_AFTER, until: now + VERIFICATION_LIFE };
      await tasks.keep(task).catch(onError);
      // Nobody waits for it: it is told again by the next run, in whatever process.
      tell(task).catch(onError);
    },

    async tellDue() {
      for (const task of await tasks.due(clock.now(), AT_ONCE)) await tell(task);
    },
  };
}
