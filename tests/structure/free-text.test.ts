import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const sources = globSync('{src,commands}/**/*.ts', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

/** Each match of the first group, with where it stands. */
function found(pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, what]) => `${path} ${what}`)).sort();
}

/**
 * Every place where words that somebody typed come in, and what takes a phone number out of them. A new one belongs here, once
 * `tests/flow/planted-numbers.test.ts` plants a number in it.
 */
const read: Readonly<Record<string, string>> = {
  'commands/member.ts memberFields.reason': 'readReason: fitToShow',
  'commands/member.ts memberFields.block': 'one of a list',
  'commands/member.ts memberFields.duration': 'one of a list',
  'src/discord/bulk/choosing.ts bulkFields.day': 'a day; what is none is not shown',
  'src/discord/bulk/handlers.ts bulkFields.reason': 'fitToShow',
  'src/discord/list/deciding.ts memberFields.reason': 'fitToShow',
  'src/discord/verify/number.ts fields.country': 'a country; what is none is shown by quoted: withoutNumbers',
  'src/discord/verify/number.ts fields.number': 'the number itself: encrypted',
  'src/discord/setup/test-delivery.ts fields.testCountry': 'a country; what is none is shown by quoted: withoutNumbers',
  'src/discord/setup/test-delivery.ts fields.testNumber': 'the number itself: kept nowhere',
  'src/discord/verify/submitting.ts fields.code': 'a code: hashed',
  'src/discord/door/handlers.ts doorFields.reason': 'fitToShow',
  'src/discord/exempt/handlers.ts exemptFields.age': 'an age in days; what is none is shown by quoted: withoutNumbers',
  'src/discord/exempt/handlers.ts exemptFields.day': 'a day; what is none is shown by quoted: withoutNumbers',
  'src/discord/roles/handlers.ts ruleFields.countries': 'countries; what is none is shown by quoted: withoutNumbers',
  'src/discord/setup/forms.ts fields.countries': 'countries; what is none is shown by quoted: withoutNumbers',
  'src/discord/setup/forms.ts fields.defaultCountry': 'a country; what is none is shown by quoted: withoutNumbers',
  'src/discord/times/handlers.ts timesFields.deadline': 'a whole number within bounds',
  'src/discord/times/handlers.ts timesFields.months': 'a whole number within bounds',
  'src/discord/setup/forms.ts fields.dailyCap': 'a whole number within bounds',
  'src/discord/setup/forms.ts fields.minimumAge': 'a whole number within bounds',
  'src/discord/setup/forms.ts fields.smsName': 'isSmsName: refused where withoutNumbers would change it',
  'src/discord/setup/forms.ts fields.text': 'withoutNumbers',
  'src/discord/member/approve.ts memberFields.reason': 'readReason: fitToShow',
  'src/discord/member/block.ts memberFields.reason': 'readReason: fitToShow',
  'src/discord/member/reset.ts memberFields.reason': 'readReason: fitToShow',
  'src/discord/member/revoke.ts memberFields.reason': 'readReason: fitToShow',
  'src/discord/welcome/handlers.ts WELCOME_FIELD': 'withoutNumbers',
  'src/discord/requests/member.ts requestFields.words': 'requests.ts: fitToShow',
  'src/discord/requests/staff.ts requestFields.question': 'requests.ts: fitToShow',
  'src/discord/requests/staff.ts requestFields.reason': 'fitToShow',
};

/** Every field for text in a form, by the name it is given. */
const asked: Readonly<Record<string, number>> = {
  'src/discord/roles/form.ts ruleFields.countries': 1,
  'src/discord/door/page.ts doorFields.reason': 1,
  'src/discord/setup/views/forms.ts name': 1,
  'src/discord/bulk/views/forms.ts bulkFields.day': 1,
  'src/discord/bulk/views/forms.ts bulkFields.reason': 1,
  'src/discord/member/views/forms.ts memberFields.reason': 1,
  'src/discord/verify/views/modals.ts fields.code': 1,
  'src/discord/verify/views/modals.ts fields.country': 1,
  'src/discord/verify/views/modals.ts fields.number': 1,
  'src/discord/requests/views/forms.ts requestFields[field]': 1,
  'src/discord/welcome/page.ts WELCOME_FIELD': 1,
};

/** Fields of a form whose name is given to a function. */
const named = [
  ...['text', 'smsName', 'countries', 'defaultCountry', 'minimumAge', 'dailyCap'].map(
    (name) => `src/discord/setup/views/forms.ts fields.${name}`,
  ),
];

it('case 49: every place where typed words come in says how numbers are taken out of them', () => {
  const places = found(/(?:textIn\([\w.]+, |getString\()([\w.]+)/g);
  expect([...new Set(places)]).toEqual(Object.keys(read).sort());
});

it('case 49: every field for text in a form is one of those that are known', () => {
  expect(found(/type: ComponentType\.TextInput,\s*custom_id: ([\w.[\]]+)/g)).toEqual(Object.keys(asked).sort());
  expect(found(/\bfield\((fields\.\w+)/g)).toEqual([...named].sort());
  expect(found(/(paragraph\('\w+')/g).map((one) => one.split(' ')[1])).toEqual([
    ...["paragraph('question'", "paragraph('reason'", "paragraph('reason'", "paragraph('words'", "paragraph('words'"],
  ]);
});

it('case 49: nothing else reads what was typed', () => {
  expect(found(/(getTextInputValue|getField\(|\.getAttachment\(|ComponentType\.TextInput\b(?!,))/g)).toEqual([
    'src/discord/interactions/drafts.ts ComponentType.TextInput',
    'src/discord/interactions/drafts.ts ComponentType.TextInput',
    'src/discord/interactions/reading.ts getTextInputValue',
  ]);
  const options = found(/(ApplicationCommandOptionType\.String|String: text)/g);
  expect(options).toEqual(['commands/member.ts String: text']);
});
