import { ButtonStyle } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { componentsOf } from '../support/views.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const types = async (number: string, country = '+1') =>
  mira.enter(await mira.openForm('Verify', mira.notice()), number, country);
const Blue = z.looseObject({ label: z.string(), style: z.literal(ButtonStyle.Primary) });
const blue = () => componentsOf(mira.panel()).flatMap((part) => Blue.safeParse(part).data?.label ?? []);

describe('a refusal names the likeliest mistake', () => {
  it.each([
    ['415 555 01234', '+1', 'for 🇺🇸 +1: it has one digit too many. Is your phone from another country?'],
    ['415 555 01', '+1', 'for 🇺🇸 +1: 2 digits are missing. Is your phone from another country?'],
    ['415 555 01234', 'USA', 'for 🇺🇸 +1: it has one digit too many. Check it'],
    ['0151 23', '+49', 'not a valid number for 🇩🇪 +49. Check it'],
    ['12', '+1', 'That number is too short for 🇺🇸 +1. Is your phone from another country?'],
    ['call me', '+1', 'a phone number we can read'],
    ['415 555 0123', 'Xyz', "I don't know the country “Xyz”"],
    ['415 555 0123', '**Xyz** <@a>', "I don't know the country “\\*\\*Xyz\\*\\* \\<\\@a\\>”"],
    ['415 555 0123', 'call 415 555 0155', "I don't know the country “call •••55”"],
  ])('of %j for %j', async (number, country, words) => {
    await types(number, country);
    expect(mira.sees()).toContain(words);
    expect(standsIn(await mira.openForm('Enter a number'))).toEqual({ country, number });
    expect(play.sandbox.twilio.requests).toBe(0);
  });
});

describe('a server that takes few countries names them', () => {
  it('all of them, or the first and how many more', async () => {
    await play.settings({ countries: { is: 'only', countries: ['DE'] } });
    await types('+1 415 555 0123');
    expect(mira.sees()).toBe(
      "This server doesn't take numbers from 🇺🇸 United States. It takes numbers from 🇩🇪 Germany.",
    );
    const many = ['DE', 'AT', 'CH', 'FR', 'IT', 'ES', 'PT'];
    await play.settings({ countries: { is: 'only', countries: many } });
    await types('+1 415 555 0123');
    expect(mira.sees()).toMatch(/Germany, .*Italy, and 2 more countries\.$/);
  });

  it('and none where it takes all but a few', async () => {
    await play.settings({ countries: { is: 'except', countries: ['US'] } });
    await types('+1 415 555 0123');
    expect(mira.sees()).toBe("This server doesn't take numbers from 🇺🇸 United States.");
  });
});

describe('after a new number is refused', () => {
  it('the blue button leads back to the form, and the number before is named as still set', async () => {
    await mira.begin();
    await mira.enter(await mira.openForm('Change number'), '415 555', '+1');
    expect(mira.sees()).toContain('too short');
    expect(mira.sees()).toContain('Still set: **+1 415 555 0123**');
    expect(mira.sees()).not.toContain('Press **Send OTP**');
    expect(blue()).toEqual(['Try again']);
    const form = await mira.openForm('Try again');
    expect(standsIn(form)).toMatchObject({ number: '415 555' });
    await mira.enter(form, '+1 415 555 0199');
    expect(mira.sees()).toContain('+1 415 555 0199');
    expect(blue()).toEqual(['Send OTP']);
  });

  it('a code that was sent goes on to work, and its number stays masked', async () => {
    await mira.begin();
    await mira.send();
    await mira.enter(await mira.openForm('Change number'), 'nonsense');
    expect(mira.sees()).toContain('Still set: **+1 ••• ••• ••23**');
    expect(blue()).toEqual(['Try again']);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('a question that is open is not answered by mistake', async () => {
    await types('415 555 0123');
    await mira.enter(await mira.openForm('Other country'), '12');
    expect(blue()).toEqual(['Try again']);
    expect(mira.buttons()).not.toHaveProperty('Yes');
  });
});
