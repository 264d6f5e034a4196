import { randomBytes, randomUUID } from 'node:crypto';
import type { Who } from '../../src/base/member-ref.ts';
import type { Clock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createAdmission } from '../../src/gate/roster/admission.ts';
import { allowanceOf } from '../../src/gate/settings/settings.ts';
import type { BreakerNews } from '../../src/limits/breaker-watch.ts';
import { budgetTable } from '../../src/limits/budgets.ts';
import { pseudonymous } from '../../src/limits/pseudonymous.ts';
import { newCode } from '../../src/otp/code.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import type { Wording } from '../../src/otp/sms.ts';
import { createVerifier } from '../../src/otp/verifier.ts';
import { openStores } from '../../src/storage/stores.ts';
import { homeOf, homes, unreachable } from './places.ts';
import type { Chance } from './random.ts';
import { settingsOf } from './server-settings.ts';

/**
 * An operator with as many members sets the day's total wider than its default, and names the countries that they are from; all else is as
 * it comes. The attack goes past the list of countries, as if each were on it.
 */
export const settings = {
  SENDS_PER_DAY: '2000',
  ALLOWED_COUNTRIES: homes.map(({ country }) => country).join(),
  CALLS: 'on',
};

/** The phones here read the code alone. */
const asText: Wording = { channel: 'sms', locale: 'en-US', body: (code) => code };
const asCall: Wording = { ...asText, channel: 'call' };

export type Gate = Awaited<ReturnType<typeof openGate>>;

/**
 * The real verifier over the real stores, in memory, on a simulated clock. Its phones tell their codes to those who hold
 * them.
 */
export async function openGate(clock: Clock, chance: Chance) {
  const { otp, limits, allowedCountries } = configured();
  const secretKey = randomBytes(32);
  const peppers = derivePeppers({ current: secretKey, previous: [] });
  const stores = await openStores({ databaseUrl: 'sqlite::memory:' }, { secretKey, clock });
  const counters = pseudonymous(stores.counters, peppers.current);
  const budgets = budgetTable(limits);
  const news: BreakerNews[] = [];
  const sendLimits = createSendLimits({
    counters,
    pepper: peppers.current,
    budgets,
    ownCountries: allowedCountries,
    ways: otp.ways,
    ttl: otp.ttl,
    breaker: true,
    onNews: (one) => news.push(one),
  });
  const inboxes = new Map<E164, string>();
  /** SMS that the carrier was asked for and refused, by the hour. */
  const refused = new Map<number, number>();
  const verifier = createVerifier(
    {
      challenges: stores.challenges,
      counters,
      sendLimits,
      lines: { problem: async () => undefined },
      clock,
      peppers,
      newCode: () => newCode(otp.length, chance.whole),
      newId: randomUUID,
      sms: {
        async send({ to, body }) {
          if (to.startsWith(unreachable.begins)) {
            const hour = Math.floor(clock.now() / 3_600_000);
            refused.set(hour, (refused.get(hour) ?? 0) + 1);
            return { is: 'refused', problem: 'cannotReceive' };
          }
          inboxes.set(to, body);
          return { is: 'accepted', messageId: randomUUID() };
        },
        status: async () => ({ is: 'underway' }),
        settle: async () => {},
      },
    },
    { challenge: { ...otp, ways: { call: { countries: [] } } }, guessesPerMember: budgets.guessesPerMember },
  );
  const { admit } = createAdmission({
    ...stores,
    kindOf: async () => undefined,
    ...{ clock, peppers },
    // Nobody here holds a number that somebody else comes with.
    departures: { moveNumber: async () => undefined },
    renewing: { renew: async () => ({ is: 'notDue' }), takeOver: async () => undefined },
  });

  return {
    news,
    refused,
    codeLength: otp.length,
    enter: verifier.enter,
    send: async (who: Who, again: boolean) =>
      (await verifier.send(who, again, asText, allowanceOf(settingsOf(homeOf(who))))).outcome,
    submit: async (who: Who, code: string) => (await verifier.submit(who, code, (proof) => admit(who, proof))).outcome,
    /** As **Call me instead** does. */
    call: async (who: Who) => (await verifier.send(who, true, asCall, allowanceOf(settingsOf(homeOf(who))))).outcome,
    /** The latest code that a phone was sent. */
    code: (phone: E164) => inboxes.get(phone) ?? '',
    close: stores.close,
  };
}

function configured() {
  const read = parseConfig({
    DISCORD_TOKEN: 'simulated',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'simulated',
    TWILIO_FROM: '+14155550100',
    ...settings,
  });
  if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
  return read.config;
}
