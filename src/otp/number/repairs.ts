/**
 * Numbers as they stand in address books and are dialled within a country, whose present form in E.164 is another. Each rule says what is
 * certain: no number of today has the form on the left, or the same line has both.
 */
interface Repair {
  readonly written: RegExp;
  readonly toNumber: string;
}

/** Of the countries that took over the Soviet Union's 8 as trunk prefix: 8 050…, also before the 0 of today. */
const soviet = '370|371|372|373|374|375|380|992|993|994|995|996|998';

const certain: readonly Repair[] = [
  // Mexico, until 2019: 1 from abroad, 01, 044 and 045 at home. https://en.wikipedia.org/wiki/Telephone_numbers_in_Mexico
  { written: /^\+52(?:1?0(?:1|44|45)|1)(\d{10})$/, toNumber: '+52$1' },
  // Argentina: 9 from abroad, 15 behind the area code at home, and often neither. https://en.wikipedia.org/wiki/Telephone_numbers_in_Argentina
  { written: /^\+540?9?0?(11)15(\d{8})$/, toNumber: '+549$1$2' },
  { written: /^\+540?9?0?([23]\d\d)15(\d{7})$/, toNumber: '+549$1$2' },
  { written: /^\+540?9?0?([23]\d{3})15(\d{6})$/, toNumber: '+549$1$2' },
  { written: /^\+54(?:0|90)?((?:11|[23]\d)\d{8})$/, toNumber: '+549$1' },
  // Brazil: a carrier's two digits behind the 0, and mobiles of eight digits from before 2016. https://en.wikipedia.org/wiki/Telephone_numbers_in_Brazil
  { written: /^\+55(?:0(?:\d\d)?)?([1-9]\d9\d{8})$/, toNumber: '+55$1' },
  { written: /^\+55(?:0(?:\d\d)?)?([1-9]\d)([6-9]\d{7})$/, toNumber: '+55$19$2' },
  // Russia and Kazakhstan: the trunk prefix 8 in place of the 7.
  { written: /^\+(?:7?8)(9\d{9})$/, toNumber: '+7$1' },
  { written: /^\+78(7\d{9})$/, toNumber: '+7$1' },
  { written: new RegExp(`^\\+(${soviet})(?:80?|0)(\\d{8,9})$`), toNumber: '+$1$2' },
  // Hungary: the trunk prefix 06, behind the country's code.
  { written: /^\+360?6([237]0\d{7})$/, toNumber: '+36$1' },
  // Overseas departments by the code of France. https://en.wikipedia.org/wiki/Telephone_numbers_in_France
  { written: /^\+330?(69[01]\d{6})$/, toNumber: '+590$1' },
  { written: /^\+330?(694\d{6})$/, toNumber: '+594$1' },
  { written: /^\+330?(69[67]\d{6})$/, toNumber: '+596$1' },
  { written: /^\+330?((?:639|69[23])\d{6})$/, toNumber: '+262$1' },
  // Benin, 2024: 01 before the eight digits. https://en.wikipedia.org/wiki/Telephone_numbers_in_Benin
  { written: /^\+229([4-69]\d{7})$/, toNumber: '+22901$1' },
  // Ivory Coast, 2021: the operator's two digits before the eight. https://en.wikipedia.org/wiki/Telephone_numbers_in_Ivory_Coast
  { written: /^\+225((?:0[123]|[457][0-3])\d{6})$/, toNumber: '+22501$1' },
  { written: /^\+225((?:0[456]|[4-8][456]|9[456])\d{6})$/, toNumber: '+22505$1' },
  { written: /^\+225((?:0[789]|[4-8][789]|9[78])\d{6})$/, toNumber: '+22507$1' },
  // Vietnam, 2018: eleven digits became ten. https://en.wikipedia.org/wiki/Telephone_numbers_in_Vietnam
  { written: /^\+840?120(\d{7})$/, toNumber: '+8470$1' },
  { written: /^\+840?121(\d{7})$/, toNumber: '+8479$1' },
  { written: /^\+840?122(\d{7})$/, toNumber: '+8477$1' },
  { written: /^\+840?126(\d{7})$/, toNumber: '+8476$1' },
  { written: /^\+840?128(\d{7})$/, toNumber: '+8478$1' },
  { written: /^\+840?12([345])(\d{7})$/, toNumber: '+848$1$2' },
  { written: /^\+840?127(\d{7})$/, toNumber: '+8481$1' },
  { written: /^\+840?129(\d{7})$/, toNumber: '+8482$1' },
  { written: /^\+840?16([2-9])(\d{7})$/, toNumber: '+843$1$2' },
  { written: /^\+840?18([68])(\d{7})$/, toNumber: '+845$1$2' },
  { written: /^\+840?199(\d{7})$/, toNumber: '+8459$1' },
];

/** Whatever form of today a number in the shape of E.164 may have had before; itself is not among them. */
export function repaired(number: string): readonly string[] {
  return certain.flatMap(({ written, toNumber }) => (written.test(number) ? number.replace(written, toNumber) : []));
}

/** Mistakes that are likely, but not certain to be the ones: a code typed twice, and a 0 that is left out or put in. */
export function guessed(number: string, callingCode: string): readonly string[] {
  const rest = number.slice(1 + callingCode.length);
  const twice = rest.startsWith(callingCode) ? [`+${rest}`] : [];
  return [...twice, `+${callingCode}0${rest}`];
}
