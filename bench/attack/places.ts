import type { Who } from '../../src/base/member-ref.ts';
import { type E164, isE164 } from '../../src/otp/number/phone.ts';

/** A country that people's numbers are from: ISO 3166-1 alpha-2, and what its numbers begin with. */
export interface Country {
  readonly country: string;
  readonly begins: string;
}

/** Each has a server, whose form starts with it. */
export const homes = [
  { country: 'US', begins: '+1415' },
  { country: 'GB', begins: '+4477' },
  { country: 'DE', begins: '+4915' },
] as const satisfies readonly Country[];

/** Where nobody honest is; one shares +1 with a home. */
export const attacked = [
  { country: 'JM', begins: '+1876' },
  { country: 'LV', begins: '+3712' },
  { country: 'AZ', begins: '+9945' },
  { country: 'KM', begins: '+2693' },
  { country: 'ID', begins: '+628' },
] as const satisfies readonly Country[];

/** Where nobody honest is either: a hostile server names it as its own country. */
export const named = { country: 'KE', begins: '+25471' } as const satisfies Country;

/** Landlines, where nobody honest is either: they get calls from the start. */
export const landlines = { country: 'LV', begins: '+3716' } as const satisfies Country;

/** Where Twilio refuses every number. */
export const unreachable = { country: 'NG', begins: '+2348' } as const satisfies Country;

/** A made-up number: seven digits after what the country's numbers begin with. */
export function numberIn({ begins }: Country, rest: number): E164 {
  const number = `${begins}${String(rest).padStart(7, '0')}`;
  if (!isE164(number)) throw new Error('not a number');
  return number;
}

const FIRST_SERVER = 100_000_000_000_000_000n;

/** The `index`-th account, on the server of a home, or on one after those. */
export const accountOn = (home: number, index: number): Who => ({
  serverId: String(FIRST_SERVER + BigInt(home)),
  memberId: String(200_000_000_000_000_000n + BigInt(index)),
});

/** Which server an account is on. */
export const homeOf = ({ serverId }: Who): number => Number(BigInt(serverId) - FIRST_SERVER);
