import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Who } from '../../src/base/member-ref.ts';
import type { Clock } from '../../src/clock.ts';
import { adoptKey } from '../../src/gate/database-key.ts';
import { createRenewing } from '../../src/gate/endings/renewing.ts';
import type { RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { type AdmissionOutcome, createAdmission } from '../../src/gate/roster/admission.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import type { BreakerNews } from '../../src/limits/breaker-watch.ts';
import { budgetTable, type Limits } from '../../src/limits/budgets.ts';
import type { ChallengePolicy } from '../../src/otp/challenge-state.ts';
import { createLines, type LineLookup, type LineRules } from '../../src/otp/number/line-kind.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { subscriberOf } from '../../src/otp/number/subscriber.ts';
import { derivePeppers, type KeyRing, oldestKey } from '../../src/otp/pepper.ts';
import type { Prices } from '../../src/otp/sending/prices.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import type { Channel, SmsSender, Wording } from '../../src/otp/sms.ts';
import { timely } from '../../src/otp/timely.ts';
import { createVerifier, type SubmitOutcome } from '../../src/otp/verifier.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { openStores, type StoreAddress, type Stores } from '../../src/storage/stores.ts';
import { accountSid, token } from '../sandbox/twilio/served.ts';
import { e164, secretKey } from '../storage/fixtures.ts';
import { rolesOver } from './roles.ts';

export const challengePolicy: ChallengePolicy = {
  ttl: 300_000,
  maxAttempts: 3,
  lock: 600_000,
  coolDowns: [30_000, 60_000, 120_000, 300_000],
  ways: {},
};

/** Wide enough that only the limits a test is about are ever met. */
export const wideLimits: Limits = {
  sendsPerMember: 50,
  sendsPerMemberAndNumber: 50,
  sendsPerNumber: 50,
  numbersPerMember: 50,
  sendsPerDialCode: 1000,
  sendsPerOwnDialCode: 1000,
  sendsPerPrefixAnHour: 1000,
  sendsInAll: 1000,
  calls: { perDialCode: 1000, perOwnDialCode: 1000, inAll: 1000 },
  whatsapp: { perDialCode: 1000, perOwnDialCode: 1000, inAll: 1000 },
  guessesPerMember: 50,
  requestsPerMember: 50,
  refusedPerMember: 50,
  refusedPerNumber: 50,
  refusedPerServer: 500,
  refusedInAll: 500,
};

export const american = e164('+14155550123');
export const british = e164('+447700900123');

/** The `index`-th of a hundred fictional numbers. */
export const numberOf = (index: number): E164 => e164(`+1415555${String(100 + index).padStart(4, '0')}`);

/** Where a number is from; of +44, the library does not count the fictional ones to any country. */
const countryOf = (phone: E164): string =>
  phone.startsWith('+44') ? 'GB' : (parsePhoneNumberFromString(subscriberOf(phone))?.country ?? 'ZZ');

/** The `index`-th account of a server. */
export const memberOf = (index: number, serverId = '100000000000000001'): Who => ({
  serverId,
  memberId: String(200_000_000_000_000_000n + BigInt(index)),
});

/** `1001`, `1002`, … */
export function countedCodes(first = 1001): () => string {
  let next = first;
  return () => String(next++);
}

/** The real Twilio client in front of a sandbox's Twilio. @param timeout of a request, in ms */
export function twilioSender(apiUrl: string, clock: Clock, timeout = 5000): SmsSender {
  const auth = { is: 'token', token } as const;
  const sender = { is: 'number', from: '+14155550100' } as const;
  const settings = { accountSid, auth, sender, apiUrl, timeout };
  return { ...createTwilioSender(settings, { clock, random: () => 0 }), settle: async () => {} };
}

/** Settings with which members verify for `roleId`. */
export const openWith = (roleId: string) => ({ ...freshSettings, roleId });

/** What came of a code: of a right one, what admission said. */
export function verdict(outcome: SubmitOutcome<AdmissionOutcome>) {
  return outcome.is === 'proven' ? outcome.then.is : outcome.is;
}

export interface LatchkeyOptions {
  readonly address: StoreAddress;
  readonly clock: Clock;
  readonly sms: SmsSender;
  readonly newCode: () => string;
  readonly roles?: RoleKeeper;
  /** Secret keys; one for all, unless told otherwise. */
  readonly keys?: KeyRing;
  readonly limits?: Partial<Limits>;
  /** Off, unless told: most tests send to numbers of one row that nobody types codes from. */
  readonly breaker?: boolean;
  /** Countries that the operator allows by name. */
  readonly own?: readonly string[];
  readonly challenge?: Partial<ChallengePolicy>;
  /** Off, unless told. */
  readonly lookUp?: LineLookup;
  /** What codes cost, where `limits` have money. */
  readonly prices?: Prices;
  /** Stands between the parts and their stores, to count or to break. */
  readonly wrap?: (stores: Stores) => Stores;
}

export type Latchkey = Awaited<ReturnType<typeof startLatchkey>>;

/**
 * Latchkey without Discord: verifier, admission and grants over the real stores at `address`, as one process of the bot
 * holds them. It needs no test runner, so that a child process can be one. An SMS reads `<member>: your code is <code>`.
 */
export async function startLatchkey({ address, clock, sms, newCode, ...options }: LatchkeyOptions) {
  const keys = options.keys ?? { current: secretKey, previous: [] };
  const opened = await openStores(address, { secretKey: keys.current, previousKeys: keys.previous, clock });
  const stores = options.wrap?.(opened) ?? opened;
  const { counters } = stores;
  const peppers = derivePeppers(keys);
  await adoptKey(opened.facts, peppers, false);
  const run = createHash('sha256').update(`${process.pid}|${performance.now()}`).digest('hex');
  let ids = 0;
  const budgets = budgetTable({ ...wideLimits, ...options.limits });
  const challenge = { ...challengePolicy, ...options.challenge };
  const challenges = timely(stores.challenges, clock, challenge);
  const onNews = (one: BreakerNews) => news.push(one);
  const news: BreakerNews[] = [];
  const sendLimits = createSendLimits({
    counters,
    pepper: oldestKey(peppers),
    budgets,
    ownCountries: options.own ?? [],
    ways: challenge.ways,
    ttl: challenge.ttl,
    breaker: options.breaker ?? false,
    prices: options.prices,
    onNews,
  });
  const lines = createLines({ store: stores.lineKinds, lookUp: options.lookUp, peppers, clock });
  const verifier = createVerifier(
    { challenges, counters, sendLimits, sms, lines, clock, peppers, newCode, newId: () => `${run}-${++ids}` },
    { challenge, guessesPerMember: budgets.guessesPerMember },
  );
  const done = async () => ({ is: 'done' }) as const;
  const look = async () => ({ is: 'seen', member: { roles: [], pending: false } }) as const;
  const { departures, grants } = rolesOver(stores, { roles: options.roles ?? { give: done, take: done, look }, clock });
  const renewing = createRenewing({ ...stores, departures, clock });
  const { admit, transfer } = createAdmission({
    ...stores,
    departures,
    renewing,
    kindOf: async () => undefined,
    clock,
    peppers,
  });
  const text = ({ memberId }: Who, channel: Channel = 'sms'): Wording => ({
    channel,
    locale: 'en-US',
    body: (code) => `${memberId}: your code is ${code}`,
  });

  return {
    ...verifier,
    stores,
    news,
    sendLimits,
    lines,
    admit,
    transfer,
    grants,
    enter: async (who: Who, phone: E164) => (await verifier.enter(who, { phone, country: countryOf(phone) })).outcome,
    send: async (who: Who, cap?: number, rules: LineRules = {}) =>
      (await verifier.send(who, false, text(who), { cap, lines: rules })).outcome,
    resend: async (who: Who) => (await verifier.send(who, true, text(who), {})).outcome,
    /** As the button of another channel does. */
    sendBy: async (who: Who, channel: Channel) => (await verifier.send(who, true, text(who, channel), {})).outcome,
    submit: async (who: Who, code: string) => (await verifier.submit(who, code, (proof) => admit(who, proof))).outcome,
    close: () => opened.close(),
  };
}
