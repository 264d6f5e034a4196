import type { Clock, Ms } from '../clock.ts';
import type { CarrierTask, CarrierTasks } from '../gate/ports.ts';
import type { TwilioSender } from './twilio.ts';

const MINUTE: Ms = 60_000;
/** How long after sending a message is emptied at the earliest. Until then hardly any is final. */
const FIRST: Ms = MINUTE;
/** How long what fails is tried again. */
const TRIED_FOR: Ms = 24 * 60 * MINUTE;
/** How often it is looked whether a price is known. Nobody but the database is asked. */
const PRICE_EVERY: Ms = 60 * MINUTE;
/** How long after a request that failed the next one is made. */
const AGAIN_AFTER: Ms = 20 * MINUTE;

export interface ForgettingParts {
  readonly forget: NonNullable<TwilioSender['forget']>;
  readonly tasks: CarrierTasks;
  readonly clock: Clock;
  /** A message stays at Twilio: its operator has to delete it. */
  readonly onKept: (messageId: string) => void;
}

/**
 * Makes Twilio forget what was sent: the text once a message is final, and the message, with the number, once its price is known here. What
 * is still to be done stands in the database. Throws `StoreUnavailable`.
 */
export function createForgetting({ forget, tasks, clock, onKept }: ForgettingParts) {
  /** A call has no text that is kept. */
  const firstTask = (messageId: string) => (messageId.startsWith('CA') ? 'delete' : 'empty');

  const later = (messageId: string, what: CarrierTask['what'], wait: Ms, until: Ms) =>
    tasks.keep({ messageId, what, dueAt: clock.now() + wait, until });

  async function empty({ messageId, until }: CarrierTask): Promise<void> {
    const now = clock.now();
    const came = await forget.empty(messageId);
    if (came === 'gone') return tasks.done(messageId);
    if (came === 'done') return later(messageId, 'delete', 0, now + TRIED_FOR);
    // A message is final after seconds or after hours, so the looks grow apart.
    const age = now - (until - TRIED_FOR);
    await tasks.putOff(messageId, Math.min(until, now + Math.max(MINUTE, age)));
  }

  async function remove({ messageId, until }: CarrierTask): Promise<void> {
    const now = clock.now();
    if (await tasks.isUnbilled(messageId)) return later(messageId, 'delete', PRICE_EVERY, now + TRIED_FOR);
    const came = await forget.remove(messageId);
    if (came === 'done' || came === 'gone') return tasks.done(messageId);
    await tasks.putOff(messageId, Math.min(until, now + AGAIN_AFTER));
  }

  return {
    /** Has a message that was just sent forgotten in time. */
    begin: (messageId: string, sentAt: Ms) =>
      tasks.keep({ messageId, what: firstTask(messageId), dueAt: sentAt + FIRST, until: sentAt + TRIED_FOR }),

    /** Does what is due for a message. */
    async run(task: CarrierTask): Promise<void> {
      if (clock.now() < task.until) return task.what === 'empty' ? empty(task) : remove(task);
      onKept(task.messageId);
      await tasks.done(task.messageId);
    },
  };
}
