import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';

const MINUTE = 60_000;

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

/** Codes that are certainly not the one in the SMS. */
function wrongCode(nth = 1): string {
  return String((Number(mira.code()) + nth) % 10_000).padStart(4, '0');
}

describe('a wrong code', () => {
  it('costs a try, and the right one still works', async () => {
    await mira.begin();
    await mira.send();
    await mira.submit(wrongCode());
    expect(mira.sees()).toContain('**2** tries left');
    await mira.submit(wrongCode(2));
    expect(mira.sees()).toContain('**one** try left');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('is still told when the carrier reports in between, and no longer when the cool-down is over', async () => {
    await mira.begin();
    await mira.send();
    await mira.submit(wrongCode());
    await play.clock.skip(5000);
    expect(mira.sees()).toContain('**2** tries left');
    await play.clock.skip(30_000);
    await play.sandbox.world.until(() => mira.buttons()['Resend OTP'] === 'on');
    expect(mira.sees()).not.toContain('tries left');
  });

  it('three times ends in a wait that counts down, and then a new code works', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await mira.send();
    for (const nth of [1, 2, 3]) await mira.submit(wrongCode(nth));
    expect(mira.sees()).toMatch(/Too many wrong codes\. You can get a new code after <t:\d+:f> \(<t:\d+:R>\)/);
    expect(mira.buttons()).toEqual({
      'Send OTP': 'off',
      'Resend OTP': 'off',
      Submit: 'off',
      'Change number': 'on',
      "I can't verify": 'on',
    });

    await play.clock.skip(10 * MINUTE);
    await mira.untilSees('Press **Resend OTP** for a new one');
    await mira.send('Resend OTP');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(2);
  });

  it('case 5: going through /verify or another number gives no tries back', async () => {
    await mira.begin();
    await mira.send();
    for (const nth of [1, 2]) await mira.submit(wrongCode(nth));
    await mira.slash('verify');
    await mira.enter(await mira.openForm('Change number'), '+14155550199');
    await mira.send();
    const other = String((Number(mira.code('+14155550199')) + 1) % 10_000).padStart(4, '0');
    await mira.submit(other);
    expect(mira.sees()).toContain('Too many wrong codes');
  });

  it('case 10: locks nobody out whom a process admitted that died before it could say so', async () => {
    await mira.begin();
    await mira.send();
    for (const nth of [1, 2]) await mira.submit(wrongCode(nth));
    const [form, panel] = [await mira.openForm('Submit'), mira.panel()];
    const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
    const phone = { phoneKey: 'v1:fictional', country: 'US', lastDigits: mira.phone.slice(-2) };
    await play.stored(({ roster }) => roster.admit({ ...who, phone, verifiedAt: play.clock.now() }, 1));

    await mira.actor.submit(form, { code: wrongCode(3) });
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    await mira.press('Submit', panel);
    await mira.untilSees('There is nothing left to do');
  });

  it('that is no code at all costs nothing', async () => {
    await mira.begin();
    await mira.send();
    await mira.submit('12ab');
    expect(mira.sees()).toContain('exactly 4 digits');
    for (const nth of [1, 2]) await mira.submit(wrongCode(nth));
    expect(mira.sees()).toContain('**one** try left');
  });
});

describe('a code', () => {
  it('is understood with spaces and full-width digits', async () => {
    await mira.begin();
    await mira.send();
    const fullWidth = [...mira.code()].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(' ');
    await mira.submit(fullWidth);
    await mira.untilSees('You are verified');
  });

  it('expires by itself, and the panel says so without a click', async () => {
    await mira.begin();
    await mira.send();
    const form = await mira.openForm('Submit');
    await play.clock.skip(5 * MINUTE);
    await mira.untilSees('no longer valid');
    expect(mira.buttons()).toMatchObject({ 'Resend OTP': 'on', Submit: 'off' });
    await mira.actor.submit(form, { code: mira.code() });
    expect(mira.sees()).toContain('That code has expired');
    expect(mira.hasRole()).toBe(false);
  });

  it('case 6: stops working when a new one is sent, which is possible once the cool-down ends', async () => {
    await mira.begin();
    await mira.send();
    const first = mira.code();
    expect(mira.sees()).toMatch(/new code <t:\d+:R>/);
    expect(mira.buttons()).toMatchObject({ 'Resend OTP': 'off' });
    await play.clock.skip(30_000);
    await play.sandbox.world.until(() => mira.buttons()['Resend OTP'] === 'on');

    await mira.send('Resend OTP');
    expect(mira.smsCount()).toBe(2);
    if (first !== mira.code()) {
      await mira.submit(first);
      expect(mira.sees()).toContain('That code is from an earlier SMS');
    }
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('that was asked for too soon, by a button that should be off, is not sent', async () => {
    await mira.begin();
    await mira.send();
    await mira.press('Resend OTP');
    await mira.untilSees('too soon');
    await mira.press('Send OTP');
    await mira.untilSees('sent to this number already');
    expect(mira.smsCount()).toBe(1);
  });

  it('case 9: two clicks on Send OTP at once send one SMS', async () => {
    await mira.begin();
    const panel = mira.panel();
    await Promise.all([mira.press('Send OTP', panel), mira.press('Send OTP', panel)]);
    await mira.untilSees('on its way');
    await play.clock.skip(1000);
    expect(mira.smsCount()).toBe(1);
  });

  it('case 1: submitted twice at once gives the role once', async () => {
    await mira.begin();
    await mira.send();
    const forms = [await mira.openForm('Submit'), await mira.openForm('Submit')];
    await Promise.all(forms.map((form) => mira.actor.submit(form, { code: mira.code() })));
    await mira.untilSees('You are verified');
    expect(mira.sees()).not.toContain('no number');
    const grants = play.sandbox.traffic.exchanges.filter(
      ({ method, path }) => method === 'PUT' && path.includes('/roles/'),
    );
    expect(grants.map(({ status }) => status)).toEqual([204]);
  });
});

describe('the same number again', () => {
  it('asks, and keeping the code leaves everything as it was', async () => {
    await mira.begin();
    await mira.send();
    const code = mira.code();
    await mira.enter(await mira.openForm('Change number'));
    expect(mira.sees()).toContain('Send a new code to the same number?');
    await mira.press('Keep current code');
    expect(mira.sees()).toContain('Your current code stays valid');
    await mira.submit(code);
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('asks, and regenerating sends a new code, though not before the cool-down ends', async () => {
    await mira.begin();
    await mira.send();
    await mira.enter(await mira.openForm('Change number'));
    await mira.press('Regenerate');
    await mira.untilSees('too soon');
    await play.clock.skip(30_000);
    await mira.enter(await mira.openForm('Change number'));
    await mira.send('Regenerate');
    expect(mira.smsCount()).toBe(2);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('another number can be sent to at once, and the first code is dead', async () => {
    await mira.begin();
    await mira.send();
    const first = mira.code();
    await mira.enter(await mira.openForm('Change number'), '+1 415 555 0199');
    expect(mira.sees()).toContain('🇺🇸 United States: **+1 415 555 0199**');
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on', Submit: 'off' });
    await mira.send();
    const second = mira.code('+14155550199');
    if (first !== second) {
      await mira.submit(first);
      expect(mira.sees()).toContain("That's not the code");
    }
    await mira.submit(second);
    await mira.untilSees('You are verified');
  });
});
