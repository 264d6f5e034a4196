import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';

/** A way to write a number into the two fields. */
export interface Spelling {
  readonly country: string;
  readonly number: string;
  /** What stood in the country field before. */
  readonly prefilled?: string;
}

const fullWidth = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const arabic = (text: string) => text.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)));
const keycaps = (text: string) => text.replace(/\d/g, (d) => `${d}\uFE0F\u20E3`);
const grouped = (digits: string, between: string) => digits.match(/.{1,3}/g)?.join(between) ?? digits;
const flagOf = (country: string) =>
  [...country].map((one) => String.fromCodePoint(one.charCodeAt(0) + 0x1f1a5)).join('');
const nameOf = (country: string) => new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;

/** Each way to write a number whose country is named. */
export const spellings: Readonly<Record<string, (number: PhoneNumber, country: CountryCode) => Spelling>> = {
  'in E.164': ({ number }) => ({ country: '', number }),
  'in E.164, with another country in the field': ({ number }) => ({ country: '+1', number, prefilled: '+1' }),
  'as it is written for abroad': (number) => ({ country: '', number: number.formatInternational() }),
  'as it is written at home': (number, country) => ({ country, number: number.formatNational() }),
  'as it is written at home, with the code': (number) => ({
    country: `+${number.countryCallingCode}`,
    number: number.formatNational(),
  }),
  'as it is written at home, with the name': (number, country) => ({
    country: nameOf(country),
    number: number.formatNational(),
  }),
  'without the trunk prefix': ({ nationalNumber }, country) => ({ country, number: nationalNumber }),
  'with 0 as trunk prefix, used or not': ({ nationalNumber }, country) => ({ country, number: `0${nationalNumber}` }),
  'with 0 as trunk prefix and the code': ({ nationalNumber, countryCallingCode }) => ({
    country: '',
    number: `+${countryCallingCode} 0${nationalNumber}`,
  }),
  'with (0)': ({ nationalNumber, countryCallingCode }) => ({
    country: '',
    number: `+${countryCallingCode} (0) ${grouped(nationalNumber, ' ')}`,
  }),
  'with 00': ({ number }) => ({ country: '', number: number.replace('+', '00') }),
  'with 00, from home': ({ number }, country) => ({ country, number: number.replace('+', '00') }),
  'with 00, from the United States': ({ number }) => ({ country: '+1', number: number.replace('+', '00 ') }),
  'with 011': ({ number }) => ({ country: 'US', number: number.replace('+', '011 ') }),
  'with +00': ({ number }) => ({ country: '+44', number: number.replace('+', '+00') }),
  'with ++ and brackets': ({ nationalNumber, countryCallingCode }) => ({
    country: '',
    number: `(++${countryCallingCode}) ${nationalNumber}`,
  }),
  'with its code and no plus': ({ number }, country) => ({ country, number: number.slice(1) }),
  'with its code and no plus, and the code': ({ number, countryCallingCode }) => ({
    country: `+${countryCallingCode}`,
    number: number.slice(1),
  }),
  'with dots': ({ nationalNumber }, country) => ({ country, number: grouped(nationalNumber, '.') }),
  'in full width': (number) => ({ country: '', number: fullWidth(number.formatInternational()) }),
  'in Arabic digits': ({ number }) => ({ country: '', number: arabic(number) }),
  'on keycaps': ({ nationalNumber }, country) => ({ country: flagOf(country), number: keycaps(nationalNumber) }),
  'as a tel: link': ({ number }) => ({ country: '', number: `tel:${number}` }),
  'as a link to WhatsApp': ({ number }) => ({ country: '', number: `https://wa.me/${number.slice(1)}` }),
  'as a line of a card': ({ number }) => ({ country: '', number: `TEL;TYPE=CELL:${number}` }),
  'with a label': (number, country) => ({ country, number: `mobile: ${number.formatNational()},` }),
  'in quotes': ({ number }) => ({ country: '', number: `“${number}”` }),
  'behind its flag': (number, country) => ({ country: '', number: `${flagOf(country)} ${number.formatNational()}` }),
  'with its code twice': ({ number, countryCallingCode }) => ({
    country: '',
    number: `+${countryCallingCode} ${number.slice(1)}`,
  }),
  'with its code and no plus, under another country': ({ number }) => ({
    country: '+1',
    number: number.slice(1),
    prefilled: '+1',
  }),
};
