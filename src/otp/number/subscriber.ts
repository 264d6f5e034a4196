/**
 * Some phones have more than one number in E.164: by the code of a second country, or by the plan before and after the numbers of
 * a country grew. Here one of them stands for all. Only what is out of use, or is the same line by a second code, is ever brought
 * to another form: no rule joins the numbers of two people. What is dialled stays as it was typed.
 */
interface Rule {
  /** The form that does not stand for the others. */
  readonly written: RegExp;
  readonly toOne: (...groups: readonly string[]) => string;
  /** The form that does. */
  readonly one: RegExp;
  readonly toOthers: (...groups: readonly string[]) => readonly string[];
}

/** A second country code before the same line. */
const secondCode = (code: string, own: string, line: string): Rule => ({
  written: new RegExp(`^\\+${code}(${line})$`),
  toOne: (rest) => `+${own}${rest}`,
  one: new RegExp(`^\\+${own}(${line})$`),
  toOthers: (rest) => [`+${code}${rest}`],
});

/** Gabon, 2019: from seven digits, which some wrote with a 0, to eight. */
const gabon = (before: string, now: string): Rule => ({
  written: new RegExp(`^\\+2410?${before}(\\d{6})$`),
  toOne: (line) => `+241${now}${line}`,
  one: new RegExp(`^\\+241${now}(\\d{6})$`),
  toOthers: (line) => [`+2410${before}${line}`, `+241${before}${line}`],
});

/** The Gambia: from seven digits to nine. */
const gambia = (network: string, before: string): Rule => ({
  written: new RegExp(`^\\+220(${network}\\d{6})$`),
  toOne: (line) => `+220${before}${line}`,
  one: new RegExp(`^\\+220${before}(${network}\\d{6})$`),
  toOthers: (line) => [`+220${line}`],
});

/** The overseas departments' mobiles by the code of France. */
const overseas = (code: string, line: string) => secondCode('33', code, line);

const rules: readonly Rule[] = [
  // Palestinian mobiles have Israel's code, too.
  secondCode('972', '970', '5[69]\\d{7}'),
  // Those of Kosovo had Monaco's and Slovenia's before it had one of its own.
  secondCode('377', '383', '4[45]\\d{6}'),
  secondCode('386', '383', '4[39]\\d{6}'),
  gabon('2', '62'),
  { ...gabon('3', '3'), toOthers: (line) => [`+24103${line}`] },
  gabon('4', '74'),
  gabon('5', '65'),
  gabon('6', '66'),
  gabon('7', '77'),
  gambia('[247]', '87'),
  gambia('[35]', '83'),
  gambia('6', '86'),
  gambia('9', '89'),
  // Brazil, 2012 to 2016: a 9 before the line.
  {
    written: /^\+55([1-9]\d)([6-9]\d{7})$/,
    toOne: (area, line) => `+55${area}9${line}`,
    one: /^\+55([1-9]\d)9([6-9]\d{7})$/,
    toOthers: (area, line) => [`+55${area}${line}`],
  },
  // Mexico, until 2019: a 1 before a mobile that is called from abroad.
  {
    written: /^\+521(\d{10})$/,
    toOne: (line) => `+52${line}`,
    one: /^\+52(\d{10})$/,
    toOthers: (line) => [`+521${line}`],
  },
  // Argentina: a 9 before a mobile that is called from abroad. No landline has the digits of a mobile of its area.
  {
    written: /^\+54((?:11|[23]\d)\d{8})$/,
    toOne: (line) => `+549${line}`,
    one: /^\+549((?:11|[23]\d)\d{8})$/,
    toOthers: (line) => [`+54${line}`],
  },
  // Benin, 2024: 01 before eight digits.
  {
    written: /^\+229([4-69]\d{7})$/,
    toOne: (line) => `+22901${line}`,
    one: /^\+22901([4-69]\d{7})$/,
    toOthers: (line) => [`+229${line}`],
  },
  overseas('590', '69[01]\\d{6}'),
  overseas('594', '694\\d{6}'),
  overseas('596', '69[67]\\d{6}'),
  overseas('262', '(?:639|69[23])\\d{6}'),
];

/** The one number that stands for all by which the phone behind `phone` is reached. Both in E.164. */
export function subscriberOf(phone: string): string {
  for (const { written, toOne } of rules) {
    const match = written.exec(phone);
    if (match) return toOne(...match.slice(1));
  }
  return phone;
}

/** The other numbers of a phone, besides the one that stands for them. */
export function otherNumbers(phone: string): readonly string[] {
  const one = subscriberOf(phone);
  return rules.flatMap(({ one: form, toOthers }) => {
    const match = form.exec(one);
    return match ? toOthers(...match.slice(1)) : [];
  });
}

/** Whether two numbers reach one phone. */
export const sameSubscriber = (one: string, other: string): boolean => subscriberOf(one) === subscriberOf(other);
