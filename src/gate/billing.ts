import type { Clock, Ms } from '../clock.ts';
import type { SmsBill } from '../otp/ports.ts';
import type { Journal, SentSms } from './ports.ts';

const HOUR: Ms = 60 * 60_000;

/** When the price of an SMS is first asked for, after sending, if it has not come with the delivery. */
export const FIRST_LOOK: Ms = HOUR;
/** And when again. A price may take a day, says Twilio; one that is missing after two is given up. */
const LOOKS: readonly Ms[] = [FIRST_LOOK, 6 * HOUR, 24 * HOUR, 48 * HOUR];
/** How many SMS are asked for in one run, so that many are a steady stream and not a flood. */
const AT_ONCE = 50;

/** The way to the carrier's bills. Never throws for what the carrier says. */
export interface SmsBills {
  /** What a message costs as far as the carrier has said; undefined when it has said nothing. */
  bill(messageId: string): Promise<SmsBill | undefined | 'unreachable'>;
}

export interface BillingParts {
  readonly journal: Pick<Journal, 'bill' | 'unbilled'>;
  readonly sms: SmsBills;
  readonly clock: Clock;
}

export type Billing = ReturnType<typeof createBilling>;

/** Records what SMS cost. Which are still to be asked for stands in the journal, so a restart forgets none. Throws `StoreUnavailable`. */
export function createBilling({ journal, sms, clock }: BillingParts) {
  /** @param sentAt or when an SMS that was just sent was first heard of again */
  const record = (message: SentSms, bill: SmsBill | undefined, sentAt: Ms) =>
    journal.bill(message, bill, bill?.price === undefined ? nextLook(sentAt, clock.now()) : undefined);

  return {
    record,

    /** Asks the carrier for the prices that are due. */
    async look(): Promise<void> {
      for (const { sentAt, ...message } of await journal.unbilled(clock.now(), AT_ONCE)) {
        const bill = await sms.bill(message.messageId);
        // The others stay due. This one is put off, so that no message can hold up all others for ever.
        if (bill === 'unreachable') return record(message, undefined, sentAt);
        await record(message, bill, sentAt);
      }
    },
  };
}

function nextLook(sentAt: Ms, now: Ms): Ms | undefined {
  return LOOKS.map((age) => sentAt + age).find((at) => at > now);
}
