import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examinePlans } from '../../src/doctor/number-plans.ts';
import { judge } from '../../src/otp/number/phone.ts';
import { plansOf } from '../../src/otp/number/plans.ts';
import { read } from '../support/reading.ts';

const anywhere = { allowedCountries: [] };
const newer = { ...anywhere, newAreaCodes: true };

describe('a number with an area code that is in no plan', () => {
  it.each([
    ['+1', '235 555 0123', '+12355550123'],
    ['', '+1 (235) 555-0123', '+12355550123'],
    ['FR', '06 99 12 34 56', '+33699123456'],
  ])('is refused, and taken where the operator allows it: %j, %j', (country, number, phone) => {
    if (judge(phone, anywhere).is === 'phone') return; // The plan has it by now.
    expect(read(country, number)).not.toBe(phone);
    expect(read(country, number, newer)).toBe(phone);
    expect(judge(phone, newer)).toMatchObject({ is: 'phone', phone, lineType: 'unknown' });
  });

  it.each([
    '+12355550', // a digit short
    '+123555501234',
    '+12350550123', // no such exchange
    '+15215550123', // machines
    '+16225550123', // Canada's without a place
    '+17105550123', // the government
    '+19115550123',
    '+19605550123', // kept back
    '+999123456789',
    '+881612345678',
    '+19005550123',
    '+493012345', // a landline
  ])('is refused all the same where it can be none of a mobile: %s', (number) => {
    expect(judge(number, newer).is).toBe('problem');
  });

  it('is of a country that the operator takes', () => {
    expect(judge('+12355550123', { ...newer, allowedCountries: ['DE'] })).toMatchObject({ problem: 'countryOff' });
  });

  it('never stands in the way of one that is in a plan', () => {
    expect(read('+49', '0151 23456789', newer)).toBe('+4915123456789');
    expect(read('CG', '0068284567', newer)).toBe('choice of +68284567 and +242068284567');
  });
});

describe('the age of the plans', () => {
  const DAY = 24 * 60 * 60_000;

  it('is that of the library which is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(dependencies['libphonenumber-js'], 'update plansOf in src/otp/number/plans.ts').toBe(plansOf.version);
  });

  it('is named by the doctor, and is worth a note after half a year', () => {
    expect(examinePlans(plansOf.released + 180 * DAY)).toMatchObject({ is: 'ok' });
    const old = examinePlans(plansOf.released + 181 * DAY);
    expect(old).toMatchObject({ is: 'note' });
    expect(old.says).toContain('181 days ago');
  });
});
