import { harmless } from '../gate/settings/sms-name.ts';
import type { SmsContent } from './sms.ts';
import type { Texts } from './texts.ts';
import { defaultVoice, SPOKEN_BY_DEFAULT, type Voice, voiceOf } from './voices.ts';

/** Letters of a server's name that are spoken: more would not be one breath. */
const LONGEST_NAME = 30;
/** In s: to get the phone to the ear; between two digits, to write them down; between the first time and the second. */
const [START, DIGIT, REPEAT] = [1, 1, 2];

/**
 * What a call says, as TwiML: the digits one by one, twice, slowly. Each digit is a sentence of its own, so that no voice reads them as one
 * number.
 * https://www.twilio.com/docs/voice/twiml/say
 * @param locale Discord's, of who answers; English is spoken where there are no texts or Twilio has no voice
 */
export function callText(texts: Texts, locale: string, { server = '', code }: Omit<SmsContent, 'minutes'>): string {
  const theirs = texts.for(locale);
  const voice = voiceOf(theirs.locale);
  const { t } = voice ? theirs : texts.for(SPOKEN_BY_DEFAULT);
  const say = sayIn(voice ?? defaultVoice);
  const name = speakable(server);
  const digits = [...code].map((digit) => say(digit)).join(pause(DIGIT));
  const spoken = [
    pause(START),
    say(name === '' ? t('call.codeAlone') : t('call.code', { server: name })),
    digits,
    pause(REPEAT),
    say(t('call.again')),
    digits,
    pause(DIGIT),
    say(t('call.end')),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${spoken.join('')}</Response>`;
}

const pause = (seconds: number) => `<Pause length="${seconds}"/>`;

const sayIn =
  ({ language, voice }: Voice) =>
  (sentence: string) =>
    `<Say language="${language}" voice="${voice}">${escaped(sentence)}</Say>`;

/** A name as it can be said: without digits, which could pass for the code's, and without what has no sound. */
function speakable(name: string): string {
  const said = harmless(name)
    .replace(/[^\p{L}\p{M}\s'’&-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = Array.from(new Intl.Segmenter().segment(said), ({ segment }) => segment);
  return /\p{L}/u.test(said) ? letters.slice(0, LONGEST_NAME).join('').trim() : '';
}

/** Text inside an XML element. */
const escaped = (text: string) => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
