import type { Script, Step } from '../calls/model.ts';
import type { Attempt, VerifyService } from './model.ts';

/** What Verify says in a language: `{brand}` and `{code}` are filled in. */
interface Words {
  readonly text: string;
  readonly warning: string;
  readonly prompt: string;
  readonly spoken: string;
}

const english: Words = {
  text: 'Your {brand} verification code is: {code}',
  warning: "Don't share this code with anyone; our employees will never ask for the code.",
  prompt: 'This is a call from {brand}. Press any key to hear your verification code.',
  spoken: 'Your {brand} verification code is: {code}.',
};

const inLanguage: Readonly<Record<string, Words>> = {
  en: english,
  de: {
    text: 'Ihr {brand} Verifizierungscode ist: {code}',
    warning: 'Geben Sie diesen Code an niemanden weiter; unsere Mitarbeiter fragen nie danach.',
    prompt: 'Dies ist ein Anruf von {brand}. Drücken Sie eine Taste, um Ihren Code zu hören.',
    spoken: 'Ihr {brand} Verifizierungscode ist: {code}.',
  },
  fr: {
    text: 'Votre code de vérification {brand} est : {code}',
    warning: 'Ne communiquez ce code à personne.',
    prompt: 'Ceci est un appel de {brand}. Appuyez sur une touche pour entendre votre code.',
    spoken: 'Votre code de vérification {brand} est : {code}.',
  },
  es: {
    text: 'Tu código de verificación de {brand} es: {code}',
    warning: 'No compartas este código con nadie.',
    prompt: 'Esta es una llamada de {brand}. Pulsa una tecla para oír tu código.',
    spoken: 'Tu código de verificación de {brand} es: {code}.',
  },
};

/** The languages that Verify takes as `Locale`: https://www.twilio.com/docs/verify/supported-languages */
export const locales: ReadonlySet<string> = new Set(
  'af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru sk es sv tl te th tr uk vi'.split(
    ' ',
  ),
);

const byCountry: Readonly<Record<string, string>> = {
  DE: 'de',
  AT: 'de',
  FR: 'fr',
  ES: 'es',
  MX: 'es',
  AR: 'es',
  GB: 'en-GB',
};

/** The language of a number whose request named none. */
export function localeOf(country: string | null): string {
  return byCountry[country ?? ''] ?? 'en';
}

function wordsIn(locale: string): Words {
  return inLanguage[locale.split('-')[0] ?? ''] ?? english;
}

const fill = (text: string, brand: string, code: string) => text.replace('{brand}', brand).replace('{code}', code);

/** The text of an attempt by SMS or WhatsApp. */
export function textOf(
  { friendlyName, doNotShareWarningEnabled }: VerifyService,
  { locale, channel }: Pick<Attempt, 'locale' | 'channel'>,
  code: string,
): string {
  const words = wordsIn(locale);
  const text = fill(words.text, friendlyName, code);
  return doNotShareWarningEnabled && channel === 'sms' ? `${text}. ${words.warning}` : text;
}

/** What an attempt by call says: the code twice, digit by digit, and where the service asks for it not before a key is pressed. */
export function scriptOf({ friendlyName, dtmfInputRequired }: VerifyService, locale: string, code: string): Script {
  const words = wordsIn(locale);
  const say = (text: string): Step => ({ is: 'say', text, language: locale });
  const spoken = say(fill(words.spoken, friendlyName, [...code].join(', ')));
  const pause: Step = { is: 'pause', ms: 1_000 };
  return {
    prompt: dtmfInputRequired ? [say(fill(words.prompt, friendlyName, ''))] : [],
    steps: [spoken, pause, spoken],
  };
}
