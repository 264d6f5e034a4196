import type Twilio from 'twilio/lib/rest/Twilio.js';
import type { VerificationAttemptInstance } from 'twilio/lib/rest/verify/v2/verificationAttempt.js';
import type { Clock, Ms } from '../../clock.ts';
import type { Delivery, DeliveryReport, Ending } from '../../otp/sms.ts';
import { codeOfTwilio, mayRepeat, reduceFailure } from '../failure.ts';
import { billFrom, chargeOf } from './bill.ts';
import { callDelivery } from './calls.ts';
import { messageDelivery } from './messages.ts';
import type { Product, Sent } from './product.ts';
import { verifyLocale } from './verify-locale.ts';

/** How long a verification lives: https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts */
export const VERIFICATION_LIFE: Ms = 10 * 60_000;
/** More than Twilio lets a number have in that time. */
const MOST_ATTEMPTS = 20;

/**
 * Twilio Verify, which sends our codes in its own words, from its own senders: https://www.twilio.com/docs/verify/api/verification
 * A number has one verification at a time. While it is pending, Twilio sends its code again, whatever code comes with the next request, so it is
 * ended first, also where another process asked for it.
 */
export function verifications(client: () => Promise<Twilio>, sid: string, clock: Pick<Clock, 'now'>): Product {
  const service = async () => (await client()).verify.v2.services(sid);

  async function end(verificationSid: string, status: Ending): Promise<void> {
    await (await service()).verifications(verificationSid).update({ status });
  }

  /** Ends what is pending for a number, as far as Twilio lists it. */
  async function clear(to: string): Promise<void> {
    const attempts = (await client()).verify.v2.verificationAttempts;
    const asked = { verifyServiceSid: sid, 'channelData.to': to, status: 'unconverted', limit: MOST_ATTEMPTS } as const;
    const young = (await attempts.list(asked)).filter(
      ({ dateCreated }) => dateCreated.getTime() > clock.now() - VERIFICATION_LIFE,
    );
    const pending = new Set(young.map(({ verificationSid }) => verificationSid));
    await Promise.all([...pending].map((one) => end(one, 'canceled').catch(unlessUnknown)));
  }

  return {
    async create({ channel, to, code, locale }) {
      await clear(to).catch(unlessBusy);
      const language = verifyLocale(locale);
      return (await service()).verifications.create({
        to,
        channel,
        customCode: code,
        ...(language && { locale: language }),
      });
    },

    end: (verificationSid, ending) => end(verificationSid, ending).catch(unlessUnknown),
  };
}

/** Verifications that were started, of whichever service. */
export const startedVerifications = (client: () => Promise<Twilio>): Pick<Sent, 'read'> => ({
  async read(verificationSid) {
    const attempts = (await client()).verify.v2.verificationAttempts;
    return reportOf(await attempts.list({ verificationSid, limit: MOST_ATTEMPTS }));
  },
});

/** Twilio does not know a verification any more once it has ended: then there is nothing left to tell. */
function unlessUnknown(thrown: unknown): void {
  if (reduceFailure(thrown).status !== 404) throw thrown;
}

/** Twilio asks to be asked again in a moment. What cannot be ended otherwise ends by itself: a code is not held back for it. */
function unlessBusy(thrown: unknown): void {
  if (mayRepeat(reduceFailure(thrown))) throw thrown;
}

/** What became of a verification, by its latest attempt, and what all of them cost. */
function reportOf(attempts: readonly VerificationAttemptInstance[]): DeliveryReport | undefined {
  const [latest] = [...attempts].sort((one, other) => other.dateCreated.getTime() - one.dateCreated.getTime());
  if (!latest) return undefined;
  const { message_status: message, call_status: call, error_code: error } = Object(latest.channelData);
  const code = codeOfTwilio(Number(error));
  const told = call === undefined ? messageDelivery(message, code) : callDelivery(call);
  // A member who has typed the code has had it.
  const delivery: Delivery = latest.conversionStatus === 'converted' ? { is: 'delivered' } : told;
  const bill = billOf(attempts);
  const isFailure = delivery.is === 'failed';
  return { ...delivery, ...(isFailure && code !== undefined && { code }), ...(bill && { bill }) };
}

/** The price of an attempt is what its channel costs; Twilio's fee for a verification that succeeds is not in it. */
function billOf(attempts: readonly VerificationAttemptInstance[]) {
  const prices = attempts.map(({ price }): { value?: unknown; currency?: unknown } => Object(price));
  const total = prices.reduce((sum, { value }) => sum + chargeOf(value), 0);
  return billFrom({ segments: attempts.length, price: total, currency: prices[0]?.currency });
}
