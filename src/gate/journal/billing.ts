import { AGREED, type Clock, type Ms } from '../../clock.ts';
import type { DeliveryReport, SmsBill } from '../../otp/sms.ts';
import type { Journal, SentSms } from '../ports.ts';
import type { Hearing } from './delivery-reports.ts';

const HOUR: Ms = 60 * 60_000;
const DAY: Ms = 24 * HOUR;

/** When an SMS whose end or price has not been heard of is asked for, after sending. */
export const FIRST_LOOK: Ms = HOUR;
/** And when again. A price may take a day, says Twilio; one that is missing after two is given up. */
const LOOKS: readonly Ms[] = [FIRST_LOOK, 6 * HOUR, DAY, 2 * DAY];
/** How long after sending its end is news. It is written down as of now, so that later it would be a lie, and kept too long. */
const NEWS_FOR: Ms = DAY;
/** How long after sending an SMS is asked for, where the bot was away when it was due. */
const ASKED_FOR: Ms = 7 * DAY;
/** No SMS is asked for later than so long from then. */
export const LONGEST_LOOK: Ms = DAY;
/** How many SMS are asked for in one run, so that many are a steady stream and not a flood. */
const AT_ONCE = 50;

/** The way to what the carrier says later. Never throws for what it says. */
export interface SmsBills {
  /** How far a message has come, and what it costs; undefined for one that the carrier does not know. */
  report(messageId: string): Promise<DeliveryReport | undefined | 'unreachable'>;
}

export interface BillingParts {
  readonly journal: Pick<Journal, 'bill' | 'unbilled'>;
  readonly sms: SmsBills;
  /** Hears of every report but those that come again. */
  readonly heard: Hearing;
  readonly clock: Clock;
}

export type Billing = ReturnType<typeof createBilling>;

/**
 * Records what SMS cost, and hears of the end of those that were not followed to it: after a restart, or where too many were. Which are
 * still to be asked for stands in the journal, so a restart forgets none. Throws `StoreUnavailable`.
 */
export function createBilling({ journal, sms, heard, clock }: BillingParts) {
  /** @param isLast nothing but the price is to be heard of it any more */
  const record = (message: SentSms, bill: SmsBill | undefined, sentAt: Ms, isLast = true) =>
    journal.bill(message, bill, isLast && bill?.price !== undefined ? undefined : nextLook(sentAt, clock.now()));

  const isNews = (sentAt: Ms) => clock.now() - sentAt <= NEWS_FOR;

  return {
    record,

    /** A carrier's report on an SMS that is followed. @param isLast as in `record` */
    async hear(message: SentSms, report: DeliveryReport, sentAt: Ms, isLast: boolean): Promise<void> {
      if (isNews(sentAt)) await heard(message, report);
      await record(message, report.bill, sentAt, isLast);
    },

    /** Asks the carrier for what is due. */
    async look(): Promise<void> {
      for (const { sentAt, isOver, ...message } of await journal.unbilled(clock.now(), AT_ONCE)) {
        const isGivenUp = clock.now() - sentAt > ASKED_FOR;
        const report = isGivenUp ? undefined : await sms.report(message.messageId);
        // The others stay due. This one is put off, so that no message can hold up all others for ever.
        if (report === 'unreachable') return record(message, undefined, sentAt);
        // First: a process that dies in between hears of it again, rather than never.
        const hasEnded = report?.is === 'delivered' || report?.is === 'failed';
        if (hasEnded && !isOver && isNews(sentAt)) await heard(message, report);
        await record(message, report?.bill, sentAt);
      }
    },
  };
}

function nextLook(sentAt: Ms, now: Ms): Ms | undefined {
  // By a clock that was ahead: nobody can tell how old it is.
  if (sentAt > now + AGREED) return now + LONGEST_LOOK;
  return LOOKS.map((age) => sentAt + age).find((at) => at > now);
}
