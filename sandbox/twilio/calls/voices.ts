/** What Twilio speaks, in brief: https://www.twilio.com/docs/voice/twiml/say/text-speech */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** The languages of `man` and `woman`. */
const basic = set('en en-US en-gb en-GB es es-ES es-MX fr fr-FR de de-DE');

const alice = set(
  'da-DK de-DE en-AU en-CA en-GB en-IN en-US ca-ES es-ES es-MX fi-FI fr-CA fr-FR it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ru-RU sv-SE zh-CN zh-HK zh-TW',
);

/** Every language that some voice speaks. */
const languages = set(
  [
    'af-ZA ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-CH de-DE el-GR en-AU en-GB en-GB-WLS en-IE en-IN',
    'en-NZ en-SG en-US en-ZA es-ES es-MX es-US et-EE eu-ES fi-FI fil-PH fr-BE fr-CA fr-CH fr-FR gl-ES gu-IN he-IL hi-IN hr-HR hu-HU id-ID',
    'is-IS it-IT ja-JP kn-IN ko-KR lt-LT lv-LV ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS',
    'sv-SE ta-IN te-IN th-TH tr-TR uk-UA ur-IN vi-VN yue-CN yue-HK zh-CN zh-HK zh-TW',
  ].join(' '),
);

const pollys: Readonly<Record<string, string>> = {
  arb: 'Zeina',
  'ar-AE': 'Hala Zayd',
  'ca-ES': 'Arlet',
  'cmn-CN': 'Zhiyu',
  'cs-CZ': 'Jitka',
  'cy-GB': 'Gwyneth',
  'da-DK': 'Naja Mads Sofie',
  'de-AT': 'Hannah',
  'de-CH': 'Sabrina',
  'de-DE': 'Marlene Vicki Hans Daniel',
  'en-AU': 'Nicole Russell Olivia',
  'en-GB': 'Amy Emma Brian Arthur',
  'en-GB-WLS': 'Geraint',
  'en-IE': 'Niamh',
  'en-IN': 'Raveena Aditi Kajal',
  'en-NZ': 'Aria',
  'en-SG': 'Jasmine',
  'en-US': 'Ivy Joanna Joey Justin Kendra Kimberly Matthew Salli Danielle Gregory Kevin Ruth Stephen',
  'en-ZA': 'Ayanda',
  'es-ES': 'Conchita Enrique Lucia Sergio',
  'es-MX': 'Mia Andres',
  'es-US': 'Lupe Miguel Penelope Pedro',
  'fi-FI': 'Suvi',
  'fr-BE': 'Isabelle',
  'fr-CA': 'Chantal Gabrielle Liam',
  'fr-FR': 'Celine Lea Mathieu Remi',
  'hi-IN': 'Aditi Kajal',
  'is-IS': 'Dora Karl',
  'it-IT': 'Bianca Carla Giorgio Adriano',
  'ja-JP': 'Mizuki Takumi Kazuha Tomoko',
  'ko-KR': 'Seoyeon Jihye',
  'nb-NO': 'Liv Ida',
  'nl-BE': 'Lisa',
  'nl-NL': 'Lotte Ruben Laura',
  'pl-PL': 'Ewa Maja Jacek Jan Ola',
  'pt-BR': 'Camila Vitoria Ricardo Thiago',
  'pt-PT': 'Ines Cristiano',
  'ro-RO': 'Carmen',
  'ru-RU': 'Tatyana Maxim',
  'sv-SE': 'Astrid Elin',
  'tr-TR': 'Filiz Burcu',
  'yue-CN': 'Hiujin',
};

export type VoiceProblem = 'language' | 'voice';

/** Whether a voice exists and speaks a language; both as `<Say>` names them, or undefined where it does not. */
export function voiceProblem(voice: string | undefined, language: string | undefined): VoiceProblem | undefined {
  if (voice === undefined)
    return language === undefined || basic.has(language) || languages.has(language) ? undefined : 'language';
  const spoken = languagesOf(voice);
  if (spoken === undefined) return 'voice';
  return language === undefined || spoken.has(language) ? undefined : 'language';
}

/** Only these voices take the marks of SSML. */
export const takesSsml = (voice: string | undefined): boolean => /^(Polly|Google)\./.test(voice ?? '');

function languagesOf(voice: string): ReadonlySet<string> | undefined {
  if (voice === 'man' || voice === 'woman') return basic;
  if (voice === 'alice') return alice;
  const google = voice.match(/^Google\.([a-z]{2,3}-[A-Z]{2})-(Standard|Wavenet|Neural2|Chirp3-HD)-\w+$/)?.[1];
  if (google !== undefined) return languages.has(google) ? new Set([google]) : undefined;
  const polly = voice.match(/^Polly\.([A-Za-z]+?)(-Neural|-Generative)?$/)?.[1];
  const speaks = Object.keys(pollys).filter((language) => pollys[language]?.split(' ').includes(polly ?? ''));
  return speaks.length > 0 ? new Set(speaks) : undefined;
}
