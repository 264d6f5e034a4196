import { isGsm7, isOneSegment, toGsm7 } from './gsm7.ts';
import type { Translate } from './texts.ts';

export interface SmsContent {
  /** The Discord server's name, as its owner wrote it. */
  readonly server: string;
  readonly code: string;
  /** The code's life. */
  readonly minutes: number;
}

/**
 * The SMS that carries a code, always one segment, since each segment is paid for. The server's name gives way: it is
 * written in the SMS's alphabet and cut to what room there is. `sms.code` leaves that room in every locale; a test holds it.
 */
export function smsText(t: Translate, { server, code, minutes }: SmsContent): string {
  const write = (name: string) => t('sms.code', { server: name, code, minutes });
  const name = harmless(server);
  const written = isGsm7(write('')) ? toGsm7(name) : name;
  const shown = /[\p{L}\p{N}]/u.test(written) ? written.trim() : t('sms.noServerName');
  const whole = write(shown);
  if (isOneSegment(whole)) return whole;
  // Made only for a name that is too long: it takes 3 MB and, the first time, some ms.
  const characters = Array.from(new Intl.Segmenter().segment(shown), ({ segment }) => segment);
  while (characters.length > 0 && !isOneSegment(write(characters.join('')))) characters.pop();
  return write(characters.join('').trimEnd());
}

/**
 * A server's name goes out under our sender, and phones turn addresses and numbers in a text into links: the name must not
 * be able to lead anybody anywhere, nor pass for the code.
 */
function harmless(name: string): string {
  return name
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[.:/\\@。]+(?=\S)/g, ' ')
    .replace(/\d[\d\s-]{2,}\d/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
