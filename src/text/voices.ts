/** A voice of Twilio's, and the language that it speaks. */
export interface Voice {
  readonly language: string;
  readonly voice: string;
}

const english: Voice = { language: 'en-US', voice: 'Polly.Joanna' };

/**
 * The voice of each locale of Discord's, and of those that only servers choose: https://www.twilio.com/docs/voice/twiml/say/text-speech. Croatian, the one
 * that is missing, has no voice among those that cost the least: there English is spoken.
 */
const voices: Readonly<Record<string, Voice>> = {
  id: { language: 'id-ID', voice: 'Google.id-ID-Standard-A' },
  da: { language: 'da-DK', voice: 'Polly.Naja' },
  de: { language: 'de-DE', voice: 'Polly.Vicki' },
  'en-GB': { language: 'en-GB', voice: 'Polly.Amy' },
  'en-US': english,
  'es-ES': { language: 'es-ES', voice: 'Polly.Lucia' },
  'es-419': { language: 'es-MX', voice: 'Polly.Mia' },
  fr: { language: 'fr-FR', voice: 'Polly.Lea' },
  it: { language: 'it-IT', voice: 'Polly.Bianca' },
  lt: { language: 'lt-LT', voice: 'Google.lt-LT-Standard-A' },
  hu: { language: 'hu-HU', voice: 'Google.hu-HU-Standard-A' },
  nl: { language: 'nl-NL', voice: 'Polly.Lotte' },
  no: { language: 'nb-NO', voice: 'Polly.Liv' },
  pl: { language: 'pl-PL', voice: 'Polly.Ewa' },
  'pt-BR': { language: 'pt-BR', voice: 'Polly.Camila' },
  ro: { language: 'ro-RO', voice: 'Polly.Carmen' },
  fi: { language: 'fi-FI', voice: 'Google.fi-FI-Standard-A' },
  'sv-SE': { language: 'sv-SE', voice: 'Polly.Astrid' },
  vi: { language: 'vi-VN', voice: 'Google.vi-VN-Standard-A' },
  tr: { language: 'tr-TR', voice: 'Polly.Filiz' },
  cs: { language: 'cs-CZ', voice: 'Google.cs-CZ-Standard-A' },
  el: { language: 'el-GR', voice: 'Google.el-GR-Standard-A' },
  bg: { language: 'bg-BG', voice: 'Google.bg-BG-Standard-A' },
  ru: { language: 'ru-RU', voice: 'Polly.Tatyana' },
  uk: { language: 'uk-UA', voice: 'Google.uk-UA-Standard-A' },
  hi: { language: 'hi-IN', voice: 'Google.hi-IN-Standard-A' },
  th: { language: 'th-TH', voice: 'Google.th-TH-Standard-A' },
  'zh-CN': { language: 'cmn-CN', voice: 'Polly.Zhiyu' },
  ja: { language: 'ja-JP', voice: 'Polly.Mizuki' },
  'zh-TW': { language: 'cmn-TW', voice: 'Google.cmn-TW-Standard-A' },
  ko: { language: 'ko-KR', voice: 'Polly.Seoyeon' },
  ar: { language: 'ar-XA', voice: 'Google.ar-XA-Standard-A' },
  he: { language: 'he-IL', voice: 'Google.he-IL-Standard-A' },
};

/** The voice of a locale that there are texts in; undefined where Twilio has none that speaks it. */
export const voiceOf = (locale: string): Voice | undefined => voices[locale];

/** The locale that is spoken where another one has no voice. */
export const SPOKEN_BY_DEFAULT = 'en-US';
export const defaultVoice = english;
