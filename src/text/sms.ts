import { isGsm7, isOneSegment, toGsm7 } from '../base/gsm7.ts';
import { harmless, isTelling } from '../gate/settings/sms-name.ts';
import type { Translate } from './texts.ts';

export interface SmsContent {
  /** The Discord server's name, as its owner or an admin wrote it; undefined where it is not known. */
  readonly server: string | undefined;
  readonly code: string;
  /** The code's life. */
  readonly minutes: number;
}

/**
 * The SMS that carries a code. The code comes first: a locked screen shows no more than the beginning. It is always one segment, since
 * each is paid for. The server's name gives way: it is written in the SMS's alphabet and cut to what room there is. `sms.code` leaves
 * that room in every locale; a test holds it.
 */
export function smsText(t: Translate, { server = '', code, minutes }: SmsContent): string {
  const write = (name: string) =>
    name === '' ? t('sms.codeAlone', { code, minutes }) : t('sms.code', { server: name, code, minutes });
  const name = harmless(server);
  const written = isGsm7(t('sms.code', { server: '', code, minutes })) ? toGsm7(name) : name;
  const shown = isTelling(written) ? written.trim() : '';
  const whole = write(shown);
  if (isOneSegment(whole)) return whole;
  // Made only for a name that is too long: it takes 3 MB and, the first time, some ms.
  const characters = Array.from(new Intl.Segmenter().segment(shown), ({ segment }) => segment);
  while (characters.length > 0 && !isOneSegment(write(characters.join('')))) characters.pop();
  return write(characters.join('').trimEnd());
}
