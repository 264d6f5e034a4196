/**
 * Text as people type it, made plain: compatibility forms such as full-width letters are folded (NFKC), the decimal digits
 * of every script become 0 to 9, also on keycaps, and invisible marks such as the ones for writing direction are dropped.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}]|\u20E3/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .trim();
}

/** Unicode keeps the ten digits of a script in a row, 0 first, and sometimes one such row directly after another. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let start = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return (at - start) % 10;
}
