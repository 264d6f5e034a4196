import { fitToShow, withoutNumbers } from '../../gate/privacy/redacting.ts';
import { quotation } from '../../text/quotation.ts';
import type { Text } from '../../text/texts.ts';

/** What somebody wrote, as it was written: no markdown, mention or link of theirs comes to life, and no phone number is shown. */
export function asWritten(words: string): string {
  return withoutNumbers(words).replace(/[\\*_~`|<>[\]()#@:.+-]/g, '\\$&');
}

/** The same, set apart as a quotation. */
export function quote(words: string): string {
  return withoutNumbers(words)
    .split('\n')
    .map((line) => `> ${asWritten(line)}`)
    .join('\n');
}

/** The same on one line, in the reader's quotation marks. @param most characters; longer ones are cut */
export function quoted(words: string, { locale }: Pick<Text, 'locale'>, most?: number): string {
  return quotation(asWritten(glimpse(words, most)), locale);
}

/** What somebody wrote on one line, without phone numbers: these go first, since a part of one is not known for what it is. */
export function glimpse(words: string, most?: number): string {
  return cut(fitToShow(words), most);
}

/** Words of at most so many characters, the last one being … where there were more. */
export function cut(words: string, most = Number.POSITIVE_INFINITY): string {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
}
