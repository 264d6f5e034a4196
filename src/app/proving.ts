import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Situations } from '../gate/situation.ts';
import { budgetTable } from '../limits/budgets.ts';
import type { Counters } from '../limits/counters.ts';
import { fromDollars, moneyOf } from '../limits/money.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import { newCode } from '../otp/code.ts';
import { createLines, type LineLookup } from '../otp/number/line-kind.ts';
import { type KeyRing, oldestKey } from '../otp/pepper.ts';
import type { Prices } from '../otp/sending/prices.ts';
import { createSendLimits } from '../otp/sending/send-limits.ts';
import type { SmsSender } from '../otp/sms.ts';
import { timely, timelyOf } from '../otp/timely.ts';
import { createVerifier } from '../otp/verifier.ts';
import { LOOKUP_PRICE } from '../sms/lookups/pricing.ts';
import type { Stores } from '../storage/stores.ts';
import { breakerLog } from './breaker-log.ts';

interface ProvingParts {
  readonly stores: Pick<Stores, 'challenges' | 'situations' | 'lineKinds'>;
  readonly lookUp: LineLookup | undefined;
  /** What codes cost, where the day's money is limited. */
  readonly prices: Prices | undefined;
  readonly counters: Counters;
  readonly peppers: KeyRing;
  readonly sms: SmsSender;
  readonly clock: Clock;
  readonly log: Log;
}

/** What proves numbers, and what that may cost, as the operator has set it. */
export function createProving(
  { otp, limits, breaker, allowedCountries }: Config,
  { stores, counters, peppers, sms, lookUp, prices, clock, log }: ProvingParts,
) {
  const budgets = budgetTable(limits);
  const sendLimits = createSendLimits({
    counters,
    pepper: oldestKey(peppers),
    budgets,
    ownCountries: allowedCountries,
    ways: otp.ways,
    ttl: otp.ttl,
    breaker,
    prices,
    onNews: breakerLog(log),
  });
  const uncounted = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a look-up could not be counted');
  const paidLookUp: LineLookup | undefined =
    lookUp &&
    (async (phone) => {
      const kind = await lookUp(phone);
      // Its kind is worth more than its count: without it the same look-up would be paid for again.
      if (kind)
        await sendLimits.paid(moneyOf(fromDollars(LOOKUP_PRICE, prices?.currency())), clock.now()).catch(uncounted);
      return kind;
    });
  const lines = createLines({ store: stores.lineKinds, lookUp: paidLookUp, peppers, clock });
  const freshCode = () => newCode(otp.length, randomInt);
  const verifier = createVerifier(
    {
      challenges: timely(stores.challenges, clock, otp),
      counters,
      sendLimits,
      sms,
      lines,
      clock,
      peppers,
      newCode: freshCode,
      newId: randomUUID,
    },
    { challenge: otp, guessesPerMember: budgets.guessesPerMember },
  );
  const situations: Situations = {
    async of(who) {
      const found = await stores.situations.of(who);
      return { ...found, stored: timelyOf(found.stored, clock.now(), otp) };
    },
  };
  return { budgets, sendLimits, lines, verifier, situations, newCode: freshCode };
}
