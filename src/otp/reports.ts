import type { Ms } from '../clock.ts';
import type { Challenge, Sent } from './challenge-state.ts';
import type { Delivery, SmsProblem } from './sms.ts';

/** One send of a challenge; no other has both of these. */
export interface SendRef {
  readonly id: string;
  readonly send: number;
}

/** What is heard of an SMS, a call or a message. */
export type Report =
  /** What the carrier said when it was asked to send. */
  | { readonly is: 'accepted'; readonly of: SendRef; readonly messageId: string }
  | { readonly is: 'refused'; readonly of: SendRef; readonly problem: SmsProblem }
  | { readonly is: 'uncertain'; readonly of: SendRef }
  /** What it reported later. */
  | { readonly is: 'delivery'; readonly messageId: string; readonly delivery: Delivery };

/** Whether a report is about the send whose code counts, and not about one before it: the numbers of sends begin again where a challenge has ended. */
export function isReportOn(c: Sent, event: Report): boolean {
  if (event.is === 'delivery') return c.messageId === event.messageId;
  return c.id === event.of.id && c.sends === event.of.send;
}

/** What a report makes of the challenge that it is about. */
export function note(c: Sent, event: Report, now: Ms): Challenge {
  switch (event.is) {
    case 'accepted':
      return { ...c, messageId: event.messageId };
    case 'uncertain':
      return { ...c, delivery: { is: 'unknown' } satisfies Sent['delivery'] };
    case 'delivery':
      return isLast(c.delivery) && !isLast(event.delivery) ? c : { ...c, delivery: event.delivery };
    case 'refused': {
      const { id, phone, country, sends, waitBefore, hurried, round, earlier, channel } = c;
      return {
        is: 'entered',
        id,
        phone,
        country,
        sends,
        waitBefore,
        hurried,
        round,
        earlier,
        enteredAt: now,
        problem: event.problem,
        channel,
      };
    }
  }
}

/** What no later report takes back. */
const isLast = ({ is }: Sent['delivery']) => is === 'delivered' || is === 'failed';
