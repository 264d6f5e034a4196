import type { Limits } from '../limits/budgets.ts';
import { moneyOf } from '../limits/money.ts';
import type { Ways } from '../otp/channels/ways.ts';
import type { Settings } from './variables.ts';

/** Where calls and WhatsApp are on. Without countries of their own they have those that codes are sent to at all. */
export function waysOf({ CALLS, CALL_COUNTRIES, WHATSAPP, WHATSAPP_COUNTRIES, ALLOWED_COUNTRIES }: Settings): Ways {
  const within = (own: readonly string[]) => ({ countries: own.length > 0 ? own : ALLOWED_COUNTRIES });
  return {
    ...(CALLS === 'on' && { call: within(CALL_COUNTRIES) }),
    ...(WHATSAPP === 'on' && { whatsapp: within(WHATSAPP_COUNTRIES) }),
  };
}

/** The limits that calls and WhatsApp have to themselves. */
function channelLimits(settings: Settings): Pick<Limits, 'calls' | 'whatsapp'> {
  return {
    calls: {
      perDialCode: settings.CALLS_PER_DIAL_CODE_PER_DAY,
      perOwnDialCode: settings.CALLS_PER_OWN_DIAL_CODE_PER_DAY,
      inAll: settings.CALLS_PER_DAY,
    },
    whatsapp: {
      perDialCode: settings.WHATSAPP_PER_DIAL_CODE_PER_DAY,
      perOwnDialCode: settings.WHATSAPP_PER_OWN_DIAL_CODE_PER_DAY,
      inAll: settings.WHATSAPP_PER_DAY,
    },
  };
}

/**
 * More than honest members meet: who mistypes twice, or is refused while a sender or a country is switched off. An hour, so that a member who was
 * refused by a mistake of the operator goes on soon after it is mended. Twilio looks at an account's share of refused requests. Using up the
 * last two takes as many accounts as using up a day's SMS does: 5 of each to an account.
 */
const REFUSED_AN_HOUR = { refusedPerMember: 5, refusedPerNumber: 5, refusedPerServer: 200, refusedInAll: 500 };

/** All limits. @param guesses a day for a member, unless told */
export function limitsOf(settings: Settings, guesses: number): Limits {
  return {
    sendsPerMember: settings.SENDS_PER_MEMBER_PER_DAY,
    sendsPerNumber: settings.SENDS_PER_NUMBER_PER_DAY,
    sendsPerMemberAndNumber: settings.SENDS_PER_MEMBER_AND_NUMBER_PER_DAY,
    guessesPerMember: settings.GUESSES_PER_MEMBER_PER_DAY ?? guesses,
    numbersPerMember: settings.NUMBERS_PER_MEMBER_PER_DAY,
    sendsPerDialCode: settings.SENDS_PER_DIAL_CODE_PER_DAY,
    sendsPerOwnDialCode: settings.SENDS_PER_OWN_DIAL_CODE_PER_DAY,
    sendsPerPrefixAnHour: settings.SENDS_PER_PREFIX_PER_HOUR,
    sendsInAll: settings.SENDS_PER_DAY,
    ...channelLimits(settings),
    ...(settings.SPEND_PER_DAY !== undefined && { moneyInAll: moneyOf(settings.SPEND_PER_DAY) }),
    requestsPerMember: settings.REQUESTS_PER_MEMBER_PER_DAY,
    ...REFUSED_AN_HOUR,
  };
}
