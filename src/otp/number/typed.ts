import type { CountryCode } from 'libphonenumber-js/max';
import { countryNamed } from '../country/names.ts';
import { plain } from './plain.ts';

/** A number as it was typed, brought to its digits. */
export interface Typed {
  readonly is: 'digits';
  /** What else it may be, if a 0 in brackets belongs to it: `+225 (0)7…`. Without that one, it is `digits`. */
  readonly withZero?: string;
  readonly digits: string;
  /** Whether a `+` stood before it, or a link that always has the country's code. */
  readonly hasPlus: boolean;
  /** A `+` stood before zeros, or behind the number: it may have its country's code, or be dialled at home. */
  readonly isMixed: boolean;
  /** The country that a word or flag beside the number names. */
  readonly country?: CountryCode;
}

export type TypedResult =
  | Typed
  | { readonly is: 'problem'; readonly problem: 'badNumber' | 'tooLong' | 'hasExtension' };

/** A link with a number in it and some words. */
const longestInput = 200;
/** No number has more than 15 digits; before them may stand a way out of the country, a carrier and a trunk prefix. */
const mostDigits = 24;

/** Also what Japanese, Korean and Arabic keyboards have for a dash, and dots in the middle of the line. */
const betweenDigits = /[\s\p{Pd}−ーᅳ─━⁃˗ـ().·•・⋅∙‧/\\_|~]/gu;
const extensionWords =
  'extension|extn|ext|xtn|x|durchwahl|dw|poste|interno|int|anexo|anx|ramal|доб|вн|внутр|wew|toestel|tst|转|分机|内線|내선';
const extension = new RegExp(
  String.raw`^[^a-z;,#]*\d[^a-z;,#]*?(?:[;,]?\s*(?:${extensionWords})[\s.:=]*|[;,#]+\s*)\d+$`,
  'iu',
);

/** Links and lines of address books that numbers are copied from, with the number in a group. */
const inLinks: readonly RegExp[] = [
  /\bwa\.me\/\+?([\d\s]+)/i,
  /^[a-z]+:\/\/\S*[?&](?:phone|number|to)=\+?([\d\s().-]+)/i,
  /^\+?(\d{7,15})@(?:s\.whatsapp\.net|c\.us)$/i,
  /^sips?:\+(\d+)@/i,
  /\b(?:t\.me|signal\.me)\/(?:#p\/)?\+(\d+)/i,
];
const schemes =
  /^(?:[\w-]+\.)?(?:tel(?:;[^:]*)?:)?(?:tel|sms|smsto|mms|mmsto|callto|facetime|facetime-audio):(?:\/\/)?/i;
const cardLine = /^(?:[\w-]+\.)?tel;[^:]*:/i;

/** What people and address books write behind a number. */
const labels =
  /^(?:mobile?|mobil|mobiel|mob|m[oó]vil|cell(?:phone|ular|ulare)?|cel|celular|telem[oó]vel|portable|gsm|handy|phone|tel|home|work|main|private|sms|whats ?app|wa|m|c|моб|мобильный|тел|手机|手機|携帯|휴대폰|جوال|موبايل|נייד)$/iu;

/** A name or a network in brackets. Less may be letters that stand for digits. */
const inBrackets = /^\s*\(\s*(?!ext)\p{L}[\p{L}\p{M}\s.'&-]{2,}\)\s*$/iu;

/** The second of several in an address book, or the first line of a list: `Mobile 2: …`, `1. +44…`. Behind other words, such as `code 7:`, the digit may belong to the number. */
const numbered =
  /^(?:mobile?|mobil|mob|m[oó]vil|cell?|celular|handy|phone|tel|telefon|telephone|telefono|teléfono|тел|телефон|моб|手机|電話|电话|携帯)\.?\s*#?\s*[1-9]\s*:|^[1-9][.)]\s*(?=\+)/iu;

/** With the words of the SMS behind it. */
const withWords = /^((?:sms|mms)to:[^:]*):.*$/is;

/** Before a number: hides the caller's own, which is nothing to an SMS. */
const hiding = /^(?:[*#]31#|\*67|\*82)\s*/;

/** Quotes, brackets and what else is copied along. */
const wrapping = /["“”„‟‚‘’'`´«»‹›<>[\]{}「」]/g;

/**
 * The digits of a number that was typed, pasted or copied from an address book, a link or a table, whatever stands around them. Whatever may
 * be a second number, an extension or part of it in letters is refused.
 */
export function readTyped(text: string, locale?: string): TypedResult {
  if (text.length > longestInput) return { is: 'problem', problem: 'tooLong' };
  const flag = text.match(/[\u{1F1E6}-\u{1F1FF}]{2}/gu)?.join('');
  const whole = unwrapped(plain(text));
  const bare = whole.replace(/^\(?\+?0\s*xx\s*/i, '0');
  const [, before = '', number = '', after = ''] = /^([^\d+]*)(.*\d)?(\D*)$/su.exec(bare) ?? [];
  if (!isLabel(before, number) || !isTail(after, locale)) return { is: 'problem', problem: 'badNumber' };
  if (extension.test(number)) return { is: 'problem', problem: 'hasExtension' };
  const country = (flag && countryNamed(flag)) ?? countryIn(before, locale) ?? countryIn(after, locale);
  const result = digitsOf(/\bplus\s*$/i.test(before) ? `+${number}` : number);
  if (result.is === 'problem') return result;
  const isMixed = result.isMixed || (!result.hasPlus && /^[\s)]*\+[\s(]*$/.test(after));
  return { ...result, isMixed, ...(country && { country }) };
}

/** Without what it was copied from. */
function unwrapped(text: string): string {
  const decoded = text.replace(/%2B/gi, '+').replace(/%20/g, ' ');
  const linked = inLinks.map((link) => link.exec(decoded)?.[1]).find(Boolean);
  if (linked) return `+${linked}`;
  const bare = decoded
    .replace(wrapping, '')
    .replace(/^[\s=]+/, '')
    .replace(withWords, '$1')
    .replace(schemes, '')
    .replace(cardLine, '');
  // A table that takes a number for one to reckon with puts decimals behind it.
  return bare
    .replace(/^(\+?\d{7,})\.0+$/, '$1')
    .replace(/[?&;]body=.*$|\?(?:call|chat)$/i, '')
    .replace(numbered, '')
    .trim()
    .replace(hiding, '');
}

/** No control characters. */
const around = /^[\p{L}\p{M}\p{P}\p{S}\s]*$/u;

/** Words before a number. A single letter without a space is one that was typed for a digit: `O7911`. */
function isLabel(before: string, number: string): boolean {
  if (!around.test(before)) return false;
  const letters = before.match(/\p{L}/gu)?.length ?? 0;
  if (number === '') return false;
  return letters === 0 || letters > 2 || (/[^\p{L}]$/u.test(before) && !/^\P{L}*[oil]\P{L}*$/iu.test(before));
}

/** What may stand behind a number: nothing with letters but a label or a country. */
function isTail(after: string, locale?: string): boolean {
  const words = after.replace(/^\P{L}+|\P{L}+$/gu, '');
  if (!around.test(after)) return false;
  if (words === '' || inBrackets.test(after)) return true;
  return /^[\s(,;:–-]/.test(after) && (labels.test(words) || countryIn(after, locale) !== undefined);
}

/** Two capital letters, or more that are no label, that name a country. NO and NR are numbers to somebody; PH, TL and MO phones. */
function countryIn(words: string, locale?: string): CountryCode | undefined {
  const letters = words.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (labels.test(letters) || /^(?:no|nr|ph|tl|mo|ce|fax|tel)$/i.test(letters)) return undefined;
  if (letters.length < 2 || (letters.length < 4 && letters !== letters.toUpperCase())) return undefined;
  return countryNamed(letters, locale);
}

function digitsOf(number: string): TypedResult {
  // Two numbers of one place: 0151 2345678/9.
  if (/\d{7}.*\/\s*\d{1,2}$/.test(number.replace(/[\s-]/g, ''))) return { is: 'problem', problem: 'badNumber' };
  // The second number of two, or an extension: 0812 3456 789 (2).
  if (/(?:\d\D*){7}\(\s*\d{1,2}$/.test(number)) return { is: 'problem', problem: 'hasExtension' };
  const [bare, withZero] = [number.replace(/\(\s*0\s*\)/, ''), number].map((one) => one.replace(betweenDigits, ''));
  if (bare === undefined || withZero === undefined) return { is: 'problem', problem: 'badNumber' };
  const plus = /^(?:0*|011)\++/.exec(bare)?.[0] ?? '';
  const digits = bare.slice(plus.length);
  if (!/^\d+$/.test(digits)) return { is: 'problem', problem: 'badNumber' };
  if (digits.length > mostDigits) return { is: 'problem', problem: 'tooLong' };
  const zeroed = withZero.slice(plus.length);
  // Nobody's code begins with 0: what follows is dialled from within a country, or with its way out.
  const hasPlus = plus !== '' && !digits.startsWith('0');
  return {
    is: 'digits',
    digits,
    hasPlus,
    isMixed: plus !== '' && !hasPlus,
    ...(zeroed !== digits && { withZero: zeroed }),
  };
}
