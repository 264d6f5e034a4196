import fc from 'fast-check';
import { expect, it } from 'vitest';
import { budgetTable } from '../../src/limits/budgets.ts';
import { dialCode } from '../../src/otp/number/country.ts';
import { createSendCosts } from '../../src/otp/sending/send-costs.ts';
import { e164, secretKey } from '../storage/fixtures.ts';
import { createPlace } from '../support/place.ts';
import { memberOf, wideLimits } from '../support/verifier.ts';

/** Phones that are dialled by the code of one country and belong to another, and phones of both countries that are not. */
const phones = [
  { dialled: '+377', country: 'XK', line: '44' },
  { dialled: '+377', country: 'XK', line: '45' },
  { dialled: '+386', country: 'XK', line: '43' },
  { dialled: '+386', country: 'XK', line: '49' },
  { dialled: '+972', country: 'PS', line: '59' },
  { dialled: '+972', country: 'PS', line: '56' },
  { dialled: '+377', country: 'MC', line: '6' },
  { dialled: '+386', country: 'SI', line: '31' },
  { dialled: '+972', country: 'IL', line: '50' },
  { dialled: '+383', country: 'XK', line: '44' },
  { dialled: '+970', country: 'PS', line: '59' },
  { dialled: '+1', country: 'JM', line: '8765' },
  { dialled: '+1', country: 'CA', line: '6135' },
] as const;

const limits = { ...wideLimits, sendsPerDialCode: 2, sendsPerOwnDialCode: 7 };
const countries = [...new Set(phones.map(({ country }) => country))];

const phoneOf = ({ dialled, line }: (typeof phones)[number], index: number) =>
  e164(`${dialled}${line}${String(index).padStart(6, '0')}`);

it('case 53: whatever code it is dialled by, an SMS has room under that code and its country’s, each counted once', () => {
  const cases = fc.record({
    place: fc.constantFrom(...phones),
    index: fc.nat({ max: 999_999 }),
    own: fc.subarray(countries),
  });
  fc.assert(
    fc.property(cases, ({ place, index, own }) => {
      const costs = createSendCosts({ pepper: secretKey, budgets: budgetTable(limits), ownCountries: own, ways: {} });
      const to = { phone: phoneOf(place, index), country: place.country, channel: 'sms' } as const;
      const spends = costs.ofSend(memberOf(1), to, {}).filter(({ budget }) => budget.name === 'sends-dial');
      const codes = place.dialled === '+1' ? [] : [place.dialled];
      const subjects = spends.map(({ subject }) => subject);
      expect(new Set(subjects)).toEqual(new Set([dialCode(place.country), ...codes]));
      expect(subjects).toHaveLength(new Set(subjects).size);

      // What the operator names widens the code of that country, and no other.
      const wide = new Set(['US', ...own].map(dialCode));
      for (const { subject, budget } of spends) expect(budget.limit).toBe(wide.has(subject) ? 7 : 2);
    }),
  );
});

it('case 53: numbers dialled to one code never cost more SMS than that code has, whichever countries they belong to', async () => {
  const sends = fc.array(fc.constantFrom(...phones), { minLength: 15, maxLength: 30 });
  const property = fc.asyncProperty(sends, fc.subarray(countries), async (asked, own) => {
    const place = createPlace({ limits });
    const latchkey = await place.start({ own });
    for (const [index, one] of asked.entries()) {
      const who = memberOf(index);
      await latchkey.enter(who, phoneOf(one, index));
      await latchkey.send(who);
    }
    for (const dialled of new Set(phones.map((one) => one.dialled).filter((code) => code !== '+1'))) {
      const isOwn = own.some((country) => dialCode(country) === dialled);
      const sent = place.sent.filter(({ to }) => to.startsWith(dialled));
      expect(sent.length).toBeLessThanOrEqual(isOwn ? 7 : 2);
    }
  });
  await fc.assert(property, { numRuns: 15 });
});
