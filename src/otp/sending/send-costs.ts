import { keyedDigest } from '../../base/digest.ts';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { Guarded } from '../../limits/breakers.ts';
import type { BudgetTable } from '../../limits/budgets.ts';
import { counterKey, type Spend } from '../../limits/reserve.ts';
import type { Ways } from '../channels/ways.ts';
import { callingCode, callingCodeOf, dialCode } from '../number/country.ts';
import type { LineRules } from '../number/line-kind.ts';
import { type E164, phoneKey } from '../number/phone.ts';
import { subscriberOf } from '../number/subscriber.ts';
import type { Channel } from '../sms.ts';

/** A number, the country that it is from, ISO 3166-1 alpha-2, and the way that leads there. */
export interface Destination {
  readonly phone: E164;
  readonly country: string;
  readonly channel: Channel;
}

/** What a server's settings say on what may be sent for it. */
export interface Allowance {
  /** Codes a UTC day, by whatever channel; undefined leaves it to the operator's totals. */
  readonly cap?: number | undefined;
  /** What happens with kinds of lines. */
  readonly lines?: LineRules;
}

export interface SendCostsParts {
  /** 32 secret bytes that key every digest. */
  readonly pepper: Buffer;
  readonly budgets: BudgetTable;
  /** Countries that the operator expects members from, ISO 3166-1 alpha-2. A server has no say in this: the operator pays. */
  readonly ownCountries: readonly string[];
  /** The countries that the operator has named for calls and for WhatsApp. */
  readonly ways: Ways;
}

/** What a send costs, and whose budgets it takes from: of which budgets, under which subjects. No subject has a number in clear. */
export function createSendCosts({ pepper, budgets, ownCountries, ways }: SendCostsParts) {
  const dialCodes = (countries: readonly string[] = []) => new Set(['US', ...countries].map(dialCode));
  const ownDialCodes: Readonly<Record<Channel, ReadonlySet<string>>> = {
    sms: dialCodes(ownCountries),
    call: dialCodes(ways.call?.countries),
    whatsapp: dialCodes(ways.whatsapp?.countries),
  };

  const ofDialCode = (code: string, channel: Channel): Spend => {
    const { perOwnDialCode, perDialCode } = budgets.byChannel[channel];
    return { budget: ownDialCodes[channel].has(code) ? perOwnDialCode : perDialCode, subject: code };
  };
  const ofCountry = (country: string, channel: Channel): Spend => ofDialCode(dialCode(country), channel);

  /** Both codes that a send may be priced by: its country's, and the one that is dialled where that is another country's. */
  function ofDestination({ phone, country, channel }: Destination): Spend[] {
    const digits = callingCodeOf(phone);
    const isSecond = digits !== undefined && `+${digits}` !== callingCode(country);
    return [ofCountry(country, channel), ...(isSecond ? [ofDialCode(`+${digits}`, channel)] : [])];
  }

  /** What a send costs that the carrier refuses. */
  const ofRefusal = ({ memberId, serverId }: Who, phone: E164): Spend[] => [
    { budget: budgets.refusedPerMember, subject: memberId },
    { budget: budgets.refusedPerNumber, subject: phoneKey(pepper, phone) },
    { budget: budgets.refusedPerServer, subject: serverId },
    { budget: budgets.refusedInAll, subject: 'all' },
  ];

  return {
    /** What an SMS to a country costs, for having a dial code. */
    ofCountry: (country: string): Spend => ofCountry(country, 'sms'),
    ofRefusal,

    ofSend({ memberId, serverId }: Who, to: Destination, { cap }: Allowance): Spend[] {
      const number = phoneKey(pepper, to.phone);
      return [
        { budget: budgets.sendsPerMember, subject: memberId },
        { budget: budgets.sendsPerMemberAndNumber, subject: `${memberId}|${number}` },
        { budget: budgets.numbersPerMember, subject: memberId, thing: number },
        { budget: budgets.sendsPerNumber, subject: number },
        { budget: budgets.sendsPerServer(cap), subject: serverId },
        ...ofDestination(to),
        { budget: budgets.byChannel[to.channel].inAll, subject: 'all' },
      ];
    },

    /** What must have room though a send takes nothing of it: the refused sends of an hour, and a guess at the code it would bring. */
    checkedBySend: (who: Who, phone: E164): Spend[] => [
      { budget: budgets.guessesPerMember, subject: who.memberId },
      ...ofRefusal(who, phone),
    ],

    /** What every SMS for a server costs, and every refused one. */
    ofServer: (serverId: string, { cap }: Allowance): Spend[] => [
      { budget: budgets.byChannel.sms.inAll, subject: 'all' },
      { budget: budgets.sendsPerServer(cap), subject: serverId },
      { budget: budgets.refusedInAll, subject: 'all' },
      { budget: budgets.refusedPerServer, subject: serverId },
    ],

    /** The prefix and the country whose breakers a send has to pass. A prefix is a number without its last three digits. */
    guarded({ phone, country, channel }: Destination): Guarded[] {
      const prefix = keyedDigest(pepper, 'phone', 'prefix', subscriberOf(phone).slice(0, -3));
      const { perPrefix, perCountry } = budgets.byChannel[channel];
      return [
        { scope: 'prefix', channel, country, subject: prefix, budget: perPrefix },
        { scope: 'country', channel, country, subject: country, budget: perCountry },
      ];
    },

    /** The counters of an account alone, with what it has sent to `phone`. */
    ownCounters({ memberId }: Who, phone: E164 | undefined, now: Ms): string[] {
      const own = [
        budgets.sendsPerMember,
        budgets.numbersPerMember,
        budgets.guessesPerMember,
        budgets.refusedPerMember,
      ];
      return [
        ...own.map((budget) => counterKey(budget, memberId, now)),
        ...(phone ? [counterKey(budgets.sendsPerMemberAndNumber, `${memberId}|${phoneKey(pepper, phone)}`, now)] : []),
      ];
    },
  };
}
