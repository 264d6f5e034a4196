import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Origin } from '../country/origin.ts';
import { callingCodeOf, countryOfCode } from './country.ts';
import { judge, type Textable } from './judging.ts';
import { guessed, repaired } from './repairs.ts';
import { subscriberOf } from './subscriber.ts';

/** A number that may be meant. */
export interface Meant extends Textable {
  /** Its country's code was typed with it. */
  readonly hasCode: boolean;
}

/** `isCertain`: no other number can be meant than those. */
export interface Readings {
  readonly isCertain: boolean;
  readonly numbers: readonly Meant[];
}

/** What a number with its country's code, `+` and all, may mean. @param digits without the `+` */
export function readingsOfWhole(digits: string): Readings {
  const asItIs = textable([`+${digits}`], true);
  if (asItIs.length > 0) return { isCertain: true, numbers: asItIs };
  const others = exactly([...repaired(`+${digits}`), ...withoutZeros(digits)], true);
  if (others.length > 0) return { isCertain: true, numbers: others };
  const code = callingCodeOf(`+${digits}`);
  return { isCertain: false, numbers: code ? exactly(guessed(`+${digits}`, code), true) : [] };
}

/** What a number as it is dialled within a country, or from it, may mean. */
export function readingsWithin(digits: string, origin: Origin): Readings {
  const { callingCode } = origin;
  const bodies = [`+${callingCode}${digits}`, ...(digits.startsWith(callingCode) ? [`+${digits}`] : [])];
  const { local, abroad } = dialled(digits, origin);
  // Two zeros lead abroad, or are one too many: Congo's 06 828 4567 with another 0 is a number of the Cook Islands.
  const isZeroed = digits.startsWith('00');
  const unzeroed = isZeroed ? [inE164(digits.slice(1), origin)] : [];
  const bare = isZeroed ? [inE164(digits.slice(2), origin)] : [];
  const first = distinct([
    ...textable(abroad, true),
    ...textable([...local, ...withArea(digits, origin), ...bodies.slice(1), ...unzeroed], false),
  ]);
  if (first.length > 0) return { isCertain: true, numbers: first };

  const american = /^011([1-9]\d+)$/.exec(digits)?.[1];
  const changed = bodies.flatMap((body) => [...repaired(body), ...withoutZeros(body.slice(1))]);
  const second = distinct([
    ...exactly(abroad.flatMap(repaired), true),
    ...textable(american ? [`+${american}`] : [], true),
    ...textable(bare, false),
    ...exactly(changed, false),
  ]);
  if (second.length > 0) return { isCertain: true, numbers: second };
  const slips = bodies.flatMap((body) => guessed(body, callingCode));
  return { isCertain: false, numbers: exactly(slips, false) };
}

/** Those of some changed numbers that can be texted as they are: the library would change them once more. */
const exactly = (numbers: readonly string[], hasCode: boolean) =>
  textable(numbers, hasCode).filter(({ phone }) => numbers.includes(phone));

/** Those of some numbers that can be texted, one of each phone. */
function textable(numbers: readonly string[], hasCode: boolean): Meant[] {
  return distinct(
    numbers.flatMap((number) => {
      const judged = judge(number, { allowedCountries: [] });
      return judged.is === 'phone' ? { ...textableOf(judged), hasCode } : [];
    }),
  );
}

const textableOf = ({ phone, country, lineType }: Textable): Textable => ({ phone, country, lineType });

/** The first number of each phone. */
export function distinct(numbers: readonly Meant[]): Meant[] {
  const seen = new Map<string, Meant>();
  for (const number of numbers) {
    const one = subscriberOf(number.phone);
    if (!seen.has(one)) seen.set(one, number);
  }
  return [...seen.values()];
}

/** A number as the library has it dialled within a country, and abroad: by 00, which is known everywhere, or by the country's own way out. */
function dialled(digits: string, origin: Origin): { local: string[]; abroad: string[] } {
  const { country, callingCode } = origin;
  const byName = parsePhoneNumberFromString(digits, inCountry(country ?? countryOfCode(callingCode)));
  const isAbroad = byName !== undefined && byName.countryCallingCode !== callingCode;
  const zeros = /^00([1-9]\d+)$/.exec(digits)?.[1];
  const abroad = [...(zeros ? [`+${zeros}`] : []), ...(isAbroad ? [byName.number] : [])];
  return { local: [inE164(digits, origin), ...(byName && !isAbroad ? [byName.number] : [])], abroad };
}

const inCountry = (country: string) => (isSupportedCountry(country) ? { defaultCountry: country } : {});

/** A number without a country code, with that of its country and without the trunk prefix. */
export function inE164(digits: string, { country, callingCode }: Origin): string {
  const from = country === undefined ? { defaultCallingCode: callingCode } : { defaultCountry: country };
  return parsePhoneNumberFromString(digits, from)?.number ?? `+${callingCode}${digits}`;
}

/** Seven digits with each area code that their country has of its own. */
const withArea = (digits: string, { areas = [] }: Origin) =>
  digits.length === 7 ? areas.map((area) => `+1${area}${digits}`) : [];

/** A number without one or all of the zeros behind its country's code. @param digits without the `+` */
function withoutZeros(digits: string): string[] {
  const code = callingCodeOf(`+${digits}`);
  if (code === undefined || digits[code.length] !== '0') return [];
  return [/^0/, /^0+/].map((zeros) => `+${code}${digits.slice(code.length).replace(zeros, '')}`);
}
