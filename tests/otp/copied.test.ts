import { describe, expect, it } from 'vitest';
import { read } from '../support/reading.ts';

const american = '+14155550123';

describe('a number with what it was copied with', () => {
  it.each([
    ...'ーㅡ─⁃ـ•・⋅\\'.split('').map((between) => ['415', '555', '0123'].join(between)),
    '415 555 0123 móvil',
    '415 555 0123 (cel.)',
    '415 555 0123 моб.',
    '415 555 0123 手机',
    '415 555 0123 (GSM)',
    '415 555 0123 (Lantern Mobile)',
    '415 555 0123 (Ana)',
    'Mobile 2: 415 555 0123',
    'Tel. 1: +1 415 555 0123',
    '1. +1 415 555 0123',
    '2) +1 415 555 0123',
    'smsto:+14155550123:hello 12',
    'sms:+14155550123&body=hi 12',
    'skype:+14155550123?call',
    'sip:+14155550123@example.com',
    '14155550123@s.whatsapp.net',
  ])('is understood: %j', (number) => {
    expect(read('1', number)).toBe(american);
  });

  it.each(['DW 12', 'Durchwahl 12', 'poste 12', 'int. 12', 'ramal 12', 'доб. 12', '转12', '内線 12', '내선 12'])(
    'has an extension: %j',
    (behind) => {
      expect(read('1', `415 555 0123 ${behind}`)).toBe('hasExtension');
    },
  );

  it.each([
    '415 555 012O',
    '415 555 0123 or 0124',
    '415 555 01 (OO)',
    '1-800-LANTERN',
    '1: 415 555 0123',
    'x 2: 415 555 0123',
    'plus 7: 912 345 67 89',
    'Country code 7: 912 345 67 89',
    'Vorwahl 7: 912 345 67 89',
  ])('is not guessed at: %j', (number) => {
    expect(read('1', number)).not.toMatch(/^[+]|choice/);
  });
});
