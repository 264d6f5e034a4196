/** https://www.unicode.org/reports/tr9/: what stands between the two is laid out by itself, in the direction of its first letter. */
const [ISOLATE, END] = ['\u2068', '\u2069'];
/** The same, from right to left, whatever stands first in it. */
const RIGHT_TO_LEFT_ISOLATE = '\u2067';
/** No letter to see, but one from right to left to the algorithm. */
const RIGHT_TO_LEFT = '\u200f';

/** Locales that are written from right to left. */
const rightToLeft: ReadonlySet<string> = new Set(['ar', 'he']);
export const isRightToLeft = (locale: string): boolean => rightToLeft.has(locale);

/** The arrow that points the way one reads: it does not turn by itself, as brackets do. */
export const arrow = (locale: string): string => (isRightToLeft(locale) ? '←' : '→');

const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Stands in lines that are put together outside `locales/`, from right to left: at the start of a line, after its mark, where a flag, a mention
 * or a time would turn the line around; and between two parts that may be Latin words, flags or numbers, which would change places.
 */
export const directionMark = (locale: string): string => (isRightToLeft(locale) ? RIGHT_TO_LEFT : '');

/** Topics that leave Discord: an SMS pays for each character, and a voice has no direction. Names of commands take no such character. */
const elsewhere = /^(?:sms|call|command)\./;

/**
 * Makes a value ready for its gap, so that it does not change the order of the words around it: a name in Hebrew within an English sentence,
 * or a number, a time and a mention within an Arabic one.
 * @param key the text's
 * @param at where the gap begins in the text
 */
export function isolated(locale: string, key: string, text: string, at: number, value: string): string {
  const needsIt = isRightToLeft(locale) || rightToLeftLetter.test(value);
  if (!needsIt || isLoneGap(text) || elsewhere.test(key) || !isOfOneLine(value) || isLiteral(text, at)) return value;
  return `${opening(value)}${value}${END}`;
}

/** A flag is a letter from left to right to the algorithm: what comes after it, such as the name of its country, has the direction to take. */
function opening(value: string): string {
  const first = /\p{L}/u.exec(value)?.[0] ?? '';
  return /^\p{RI}/u.test(value) && rightToLeftLetter.test(first) ? RIGHT_TO_LEFT_ISOLATE : ISOLATE;
}

const isLoneGap = (text: string) => /^\{\{\w+\}\}$/.test(text);

/** Several lines are blocks of their own, and an address would take the sign at its end for a part of it. */
const isOfOneLine = (value: string) => value !== '' && !value.includes('\n') && !value.includes('://');

/** Whether a gap stands in code or in the address of a link, where every character counts. */
function isLiteral(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return (before.match(/`/g)?.length ?? 0) % 2 === 1 || /\]\([^)]*$|https?:\/\/\S*$/.test(before);
}

/**
 * What is read from left to right as a whole, and would come apart from right to left. A sign before a word or a number would stand on their
 * other side, as in `44+`, and what follows a Latin word would stand before it. So would the last stop of a path, and a day in Arabic would
 * begin with its end.
 */
const [stop, last] = [String.raw`[A-Z]\w*(?: \w+)*`, String.raw`(?:\{\{\w+\}\}|@everyone)`];
const whole = new RegExp(
  [
    `${stop}(?: → ${stop})* → ${last}(?: → ${stop})*`,
    String.raw`(?:[A-Za-z]\w* )*(?<![\p{L}\p{N}}/:<@+])[+/@]\w+`,
    String.raw`(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])`,
    '`/[^`]+`',
  ].join('|'),
  'gu',
);

/**
 * Makes a sentence from right to left ready for its gaps. What is read as a whole stands by itself: `+44`, `/setup`, `Mention @everyone`,
 * `2026-11-30`, and a command in code with the marks of its code. A sentence that begins with a gap, or with a word from left to right, says
 * its direction: Discord lays a block out by its first letter. So does one of gaps and signs alone, but for one that is all of a text.
 */
export function laidOut(locale: string, key: string, text: string): string {
  const isForeign =
    !rightToLeftLetter.test(text) && (isLoneGap(text) || /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, '')));
  if (!isRightToLeft(locale) || elsewhere.test(key) || isForeign) return text;
  const apart = text.replace(whole, (words, at: number) => (isLiteral(text, at) ? words : `${ISOLATE}${words}${END}`));
  const first = /\{\{\w+\}\}|\p{L}/u.exec(text)?.[0] ?? '';
  const [, mark = '', rest = ''] = /^((?:#{1,3} |-# |> |- )?)(.*)$/su.exec(apart) ?? [];
  return rightToLeftLetter.test(first) ? apart : `${mark}${RIGHT_TO_LEFT}${rest}`;
}
