import { isGsm7, septets } from '../../../src/base/gsm7.ts';
import { LONGEST_SMS_NAME } from '../../../src/gate/settings/sms-name.ts';
import { isRightToLeft, laidOut } from '../../../src/text/direction.ts';
import { type Check, filled, gaps, pairs, withoutForm } from './compared.ts';

/** Where a text is shown, and how many characters Discord takes there. */
export const places = {
  button: 80,
  title: 45,
  label: 45,
  hint: 100,
  option: 100,
  placeholder: 150,
  commandDescription: 100,
  roleName: 100,
} as const;
export type Place = keyof typeof places;

/** Which texts are shown where. A text that is not among them stands in a message, where there is room. */
const shown: readonly [Place, RegExp][] = [
  ['button', /^notice\.verify$|^panel\.(?:send|resend|submit|change|enter|again|yes|otherCountry)$/],
  ['button', /^panel\.(?:call|whatsapp)\.(?:instead|again)$|^same\.(?:regenerate|keep)$|^again\.button$/],
  ['button', /^conflict\.(?:confirm|cancel)$|^rules\.ask$|^request\.(?:button|continue|reply)$/],
  ['button', /^request\.staff\.(?:approve|move|decline|ask|reset)$|^member\.button\./],
  ['button', /^privacy\.(?:download|delete)$|^privacy\.deletion\.(?:confirm|keep)$/],
  ['button', /^newcomers\.open$|^newcomers\.others\.(?:count|give|notNow|stop|onlyNew)$/],
  ['button', /^deadline\.ask\.(?:remove|hold|list)$|^times\.(?:change|save|list|back)$|^welcome\.edit$/],
  ['button', /^setup\.action\.|^setup\.move\.(?:stop|goOn|button|buttonSeveral)$|^setup\.exempt\.switch/],
  ['button', /^setup\.channels\.(?:setUp|lock|stop|goOn|unlock)$|^roles\.(?:add|edit)$|^roles\.bypassTurn\./],
  ['button', /^bulk\.(?:open|joined\.button|file\.button|counted\.begin|undo\.button)$|^bulk\.button\./],
  ['button', /^door\.page\.(?:open|close|change|ask)$|^door\.askThem$|^history\.(?:older|latest|csv|undo)$/],
  ['button', /^list\.(?:open|sooner|newer|older|first|all|export|back)$/],
  ['title', /^(?:number|code|times|setup\.(?:exempt|lines|test|text|smsName|countries|limits))\.title$/],
  ['title', /^(?:bulk\.(?:joined|file|begin)\.title|door\.form\.(?:open|change)|roles\.form\.(?:add|edit))$/],
  ['title', /^(?:member\.form\.(?:approve|revoke|block|reset)|list\.form\..*|welcome\.formTitle)$/],
  ['title', /^request\.(?:formTitle|replyTitle|staff\.\w+Title)$/],
  ['label', /^number\.(?:country|number|consentLabel)$|^code\.label$|^request\.(?:words|replyWords)$/],
  ['label', /^request\.staff\.(?:reason|question)$|^member\.form\.(?:reason|duration|alsoBlock)$/],
  ['label', /^door\.form\.(?:reason|hours|hoursFromNow)$|^bulk\.(?:joined\.day|file\.file)$|^welcome\.field$/],
  ['label', /^times\.monthsField$|^setup\.(?:exempt|limits)\.\w+Field$|^setup\.(?:text|smsName)\.field$/],
  ['label', /^setup\.lines\.(?:voip|mobile|fixedVoip|otherVoip|landline|unknown)$|^setup\.test\.how$/],
  ['label', /^setup\.countries\.(?:rule|list|form)$|^roles\.form\.(?:countries|kinds|roles)$/],
  ['hint', /^number\.(?:country|number)Hint$|^code\.hint$|^request\.wordsHint$|^request\.staff\.\w+Hint$/],
  ['hint', /^(?:member\.form|door\.form|roles\.form|bulk\.\w+|times|welcome)\.\w+Hint$|^roles\.form\.kindsPlan$/],
  ['hint', /^setup\.(?:exempt\.(?:age|day)Hint|lines\.\w+Hint|(?:text|smsName)\.hint|(?:countries|limits)\.\w+Hint)$/],
  ['option', /^number\.consent$|^member\.duration\.|^door\.form\.hour$|^list\.state(?:Hint)?\.|^setup\.page\./],
  ['option', /^setup\.(?:ping|conflict|sending)\.|^setup\.test\.channel\.|^setup\.countries\.rule(?:All|Only|Except)$/],
  ['option', /^setup\.lines\.(?:take|askStaff|refuse)$|^setup\.field\.accountsOption$|^roles\.kind\./],
  ['option', /^newcomers\.prompt\.(?!title$|hint$)|^command\.stats\.(?:choice|today)$/],
  ['placeholder', /^setup\.field\.(?:unread|\w+Choose)$|^setup\.exempt\.rolesChoose$|^setup\.channels\.openChoose$/],
  ['option', /^language\.(?:discord|members\.(?:own|everybody)(?:Hint)?)$/],
  ['placeholder', /^language\.latin$/],
  ['placeholder', /^bulk\.role$|^list\.choose$|^roles\.(?:remove|moreChoose)$/],
  ['commandDescription', /^command\..*(?:[dD]escription|Hint)$/],
  ['roleName', /^setup\.channels\.roleName\./],
];

const known = new Map<string, readonly Place[]>();

/** Where a text is shown, as far as Discord limits it there. */
export function placesOf(key: string): readonly Place[] {
  const base = withoutForm(key);
  const places = known.get(base) ?? [
    ...new Set(shown.filter(([, pattern]) => pattern.test(base)).map(([place]) => place)),
  ];
  known.set(base, places);
  return places;
}

/** The longest that the gaps of labels hold: all of them are numbers. */
const LONGEST_NUMBER = '1,000,000';

/** Not longer than Discord takes where a text is shown. */
export const lengths: Check = function* ({ locale, texts }) {
  for (const [key, text] of texts) {
    // From right to left, the bot puts a mark at the beginning and two around each value and each word with a sign before it.
    const { length } = isRightToLeft(locale)
      ? `+${filled(laidOut(locale, key, text), () => `+${LONGEST_NUMBER}+`)}`
      : filled(text, () => LONGEST_NUMBER);
    for (const place of placesOf(key)) {
      const most = places[place];
      if (length > most)
        yield [key, `has ${length} characters with its gaps filled; a ${place} has room for ${most}: ${text}`];
    }
  }
};

/** From how many characters on a text has to keep close to the length of the English one: labels of a word or two may be much longer. */
const LONG = 60;
const AT_MOST_TIMES = 1.8;

/** Not so long that a message which has room for the English texts (4,000 characters) has none for these. */
export const room: Check = function* (compared) {
  for (const [key, text, english] of pairs(compared)) {
    if (english.length >= LONG && text.length > english.length * AT_MOST_TIMES)
      yield [key, `has ${text.length} characters, English ${english.length}: say it shorter: ${text}`];
  }
};

/** The longest code and the longest life of a code, in minutes, that can be set. */
const LONGEST_CODE = '0123456789';
const MOST_MINUTES = '10';
/** Letters of the server's name that an SMS has room for at least where it is not written in the GSM alphabet, of 70. */
const LEAST_NAME = 11;

/** The room that a text takes, of how much, and how much of it a name needs at least. */
function roomOf(text: string): { taken: number; all: number; name: number; alphabet: string } {
  const values: Readonly<Record<string, string>> = { code: LONGEST_CODE, minutes: MOST_MINUTES };
  const own = filled(text, (gap) => values[gap] ?? '');
  const isNamed = gaps(text).includes('server');
  return isGsm7(own)
    ? { taken: septets(own), all: 160, name: isNamed ? LONGEST_SMS_NAME : 0, alphabet: 'in the GSM alphabet' }
    : { taken: own.length, all: 70, name: isNamed ? LEAST_NAME : 0, alphabet: 'outside the GSM alphabet' };
}

/** One segment with everything that is needed, and room for the server's name; the code comes first. */
export const sms: Check = function* ({ texts }) {
  for (const key of ['sms.code', 'sms.codeAlone']) {
    const text = texts.get(key) ?? '{{code}}';
    const { taken, all, name, alphabet } = roomOf(text);
    if (!text.startsWith('{{code}}')) yield [key, `has to begin with {{code}}: ${text}`];
    if (taken + name > all)
      yield [key, `takes ${taken} of ${all} characters (${alphabet}); it has to leave ${name} for a name: ${text}`];
  }
};
