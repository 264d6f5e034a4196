/** The GSM 7-bit alphabet (3GPP TS 23.038): the characters that take one septet, and those that take two. */
const oneSeptet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const twoSeptets = new Set('\f^{}\\[~]|€');

/** Letters and signs that do not come apart into a letter of the alphabet and an accent. */
const lookalikes: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '·': '-',
  '•': '-',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  þ: 'th',
  ð: 'd',
};

/** Whether an SMS with this text needs only the GSM alphabet. */
export function isGsm7(text: string): boolean {
  return [...text].every((character) => oneSeptet.has(character) || twoSeptets.has(character));
}

/** Whether a text goes in a single SMS: 160 septets of the GSM alphabet, or 70 UTF-16 units of any other. */
export function isOneSegment(text: string): boolean {
  return isGsm7(text) ? septets(text) <= 160 : text.length <= 70;
}

/** The room that a text of the GSM alphabet takes: an SMS has 160. */
export function septets(text: string): number {
  return [...text].reduce((sum, character) => sum + (twoSeptets.has(character) ? 2 : 1), 0);
}

/** The text in the GSM alphabet: accents that it lacks are taken off, what is left outside it is dropped. */
export function toGsm7(text: string): string {
  return [...text.normalize('NFC')].map(nearest).join('');
}

/** The same; undefined where something would be dropped. */
export function whollyInGsm7(text: string): string | undefined {
  const written = [...text.normalize('NFC')].map(nearest);
  return written.includes('') ? undefined : written.join('');
}

function nearest(character: string): string {
  const candidates = [character, lookalikes[character] ?? '', character.normalize('NFD').replace(/\p{M}/gu, '')];
  return candidates.find((candidate) => candidate && isGsm7(candidate)) ?? '';
}
