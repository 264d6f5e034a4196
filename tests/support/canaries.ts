/** What must never be written anywhere, by what it is: `{ code: '0123', number: '+14155550123' }`. */
export type Canaries = Readonly<Record<string, string>>;

/**
 * Throws if a text holds a canary, in the clear or as JSON, a URL, base64 or a Basic login would write it. The message
 * says which one and not what it is. A canary of digits alone counts only where no digit stands beside it, so that a code
 * is not found inside an id.
 */
export function noCanaries(text: string, canaries: Canaries): void {
  const found = Object.entries(canaries).filter(([, canary]) => holds(text, canary));
  if (found.length > 0) throw new Error(`Found where it must not be: ${found.map(([name]) => name).join(', ')}`);
}

function holds(text: string, canary: string): boolean {
  if (canary.length < 4) throw new Error('A canary this short would be found by chance.');
  if (/^\d+$/.test(canary)) return new RegExp(`(?<!\\d)${canary}(?!\\d)`).test(text);
  const base64 = Buffer.from(canary).toString('base64').replace(/=+$/, '');
  const disguises = [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), base64];
  return disguises.some((disguise) => text.includes(disguise)) || holdsDigitsOf(canary, text);
}

/** A number is as telling without its plus. */
function holdsDigitsOf(canary: string, text: string): boolean {
  return /^\+\d{7,15}$/.test(canary) && text.includes(canary.slice(1));
}
