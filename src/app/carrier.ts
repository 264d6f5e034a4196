import { randomInt } from 'node:crypto';
import type { Clock, Ms } from '../clock.ts';
import type { Config } from '../config.ts';
import type { SmsBills } from '../gate/journal/billing.ts';
import type { CarrierTasks } from '../gate/ports.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import { createPrices, type Prices } from '../otp/sending/prices.ts';
import { type DeliveryReport, everybodysProblems, type SmsSender } from '../otp/sms.ts';
import { createDeliveryWatcher } from '../sms/delivery.ts';
import { createLineLookup, type LookupReport } from '../sms/lookups/line-lookup.ts';
import { createPricing, type PricingReport, VERIFY_FEE } from '../sms/lookups/pricing.ts';
import type { TwilioReport } from '../sms/requests.ts';
import { createSettling } from '../sms/settling.ts';
import { createTwilioSender } from '../sms/twilio.ts';

/** How long a refusal says that the next SMS would be refused, too: nobody tries where no reminder goes out, and none goes out until then. */
const REFUSAL_HOLDS: Ms = 24 * 60 * 60_000;

/** `sms`, and whether its latest SMS, of the last day, was refused for no fault of its number, or may not have been taken. */
export function watchCarrier<S extends SmsSender>(
  sms: S,
  clock: Pick<Clock, 'now'>,
): { readonly sms: S; readonly isRefusing: () => boolean } {
  let refusedAt = Number.NEGATIVE_INFINITY;
  const send: SmsSender['send'] = async (message) => {
    const result = await sms.send(message);
    // A call or a WhatsApp message says nothing about the next SMS.
    if (message.channel !== 'sms') return result;
    const refuses = result.is === 'unknown' || (result.is === 'refused' && everybodysProblems.includes(result.problem));
    refusedAt = refuses ? clock.now() : Number.NEGATIVE_INFINITY;
    return result;
  };
  return { sms: { ...sms, send }, isRefusing: () => clock.now() < refusedAt + REFUSAL_HOLDS };
}

/** A request to Twilio that failed, or a message that did not arrive. */
export type TwilioFailed = TwilioReport | LookupReport | PricingReport;

/** `sms`, whose bills teach what codes cost. */
export function hearingPrices<S extends SmsSender & SmsBills>(sms: S, prices: Pick<Prices, 'charged'>): S {
  // What fails costs a fee or nothing, such as a call that nobody answers.
  const hear = (messageId: string, { is, bill }: DeliveryReport) =>
    bill && is !== 'failed' && prices.charged(messageId, bill);
  const status: SmsSender['status'] = async (messageId) => {
    const report = await sms.status(messageId);
    hear(messageId, report);
    return report;
  };
  const report: SmsBills['report'] = async (messageId) => {
    const found = await sms.report(messageId);
    if (typeof found === 'object') hear(messageId, found);
    return found;
  };
  return { ...sms, status, report };
}

interface CarrierParts {
  readonly tasks: CarrierTasks;
  readonly clock: Clock;
  readonly log: Log;
  /** Twilio refused a request or did not answer. */
  readonly onFailure: (failure: TwilioFailed) => void;
}

/** The way to Twilio, and what watches over the messages that it has taken. */
export function openCarrier({ twilio, limits, phoneLookup }: Config, { tasks, clock, log, onFailure }: CarrierParts) {
  const report = (failure: TwilioFailed) => {
    log.warn({ twilio: failure }, 'Twilio refused a request or did not answer');
    onFailure(failure);
  };
  const random = () => randomInt(1_000_000) / 1_000_000;
  const sender = createTwilioSender(twilio, { clock, random, report });
  const untold = (error: unknown) => log.warn({ cause: traceOf(error) }, 'Twilio could not be told how a code ended');
  const onKept = (messageId: string) =>
    log.warn({ message: messageId }, 'Twilio has not deleted a message: delete it in the console');
  const settling = createSettling({ sender, tasks, clock, onError: untold, onKept });
  const fee = twilio.sender.is === 'verify' ? VERIFY_FEE : 0;
  const isLimited = limits.moneyInAll !== undefined;
  const prices = isLimited ? createPrices({ ask: createPricing(twilio, report), fee, clock }) : undefined;
  const { sms, isRefusing } = watchCarrier(prices ? hearingPrices(settling, prices) : settling, clock);
  const deliveries = createDeliveryWatcher({
    sms,
    clock,
    onError: (error) => log.warn({ cause: traceOf(error) }, 'a delivery could not be recorded'),
  });
  const lookUp = phoneLookup ? createLineLookup(twilio, report) : undefined;
  return { sms, deliveries, isRefusing, lookUp, prices };
}
