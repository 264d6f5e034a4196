/** Seven and more digits, however they are spaced: what a phone number looks like in a sentence. */
const looksLikeNumber = /\p{N}(?:[^\p{L}\p{N}]{0,3}\p{N}){6,}/gu;

/**
 * What a person typed for others to read, as one paragraph. What looks like a phone number is cut to its last two digits,
 * since nobody is to see one, even of those who write it themselves.
 */
export function fitToShow(words: string): string {
  const cut = (number: string) =>
    `•••${[...number]
      .filter((sign) => /\p{N}/u.test(sign))
      .slice(-2)
      .join('')}`;
  // In this order: spaces that are still many would keep the digits of a number apart.
  return words.replace(/\s+/g, ' ').replace(looksLikeNumber, cut).trim();
}
