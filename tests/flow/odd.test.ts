import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
afterEach(() => play.stop());

describe('what a member may do that the flow did not ask for', () => {
  it.each<[string, { country?: string; number?: string }, string]>([
    ['a landline', { country: '+44', number: '020 7946 0123' }, 'That is a landline'],
    ['a toll-free number', { number: '800 234 5678' }, 'not a mobile number'],
    ['letters', { number: 'call me' }, 'a phone number we can read'],
    ['too few digits', { number: '415' }, 'too short'],
    ['an extension', { number: '4155550123 x5' }, 'an extension'],
    ['an unknown country', { country: '+999', number: '4155550123' }, "I don't know the country “\\+999”"],
    ['no country', { country: '', number: '4155550123' }, 'Which country'],
  ])('%s is refused with what to do next, and costs no SMS', async (_what, input, sentence) => {
    play = await startPlay();
    await openStaffChannel(play);
    const mira = play.person('mira');
    const { country = '+1', number = mira.phone } = input;
    await mira.enter(await mira.openForm('Verify', mira.notice()), number, country);
    expect(mira.sees()).toContain(sentence);
    expect(mira.buttons()).toEqual({ 'Enter a number': 'on', "I can't verify": 'on' });
    expect(play.sandbox.twilio.requests).toBe(0);

    await mira.enter(await mira.openForm('Enter a number'));
    expect(mira.sees()).toContain('+1 415 555 0123');
  });

  it('a refused number leaves the code of the one before alone', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    await mira.enter(await mira.openForm('Change number'), 'nonsense');
    expect(mira.sees()).toContain('a phone number we can read');
    expect(mira.sees()).toContain('••23');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('case 20: a country that the operator left out costs no SMS', async () => {
    play = await startPlay({ env: { ALLOWED_COUNTRIES: 'GB,DE' } });
    const mira = play.person('mira');
    await mira.begin();
    expect(mira.sees()).toContain("doesn't take numbers from that country");
    expect(play.sandbox.twilio.requests).toBe(0);
  });

  it('a form that was open twice is taken twice', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    const forms = [await mira.openForm('Verify', mira.notice()), await mira.openForm('Verify', mira.notice())];
    for (const form of forms) await mira.enter(form);
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('a direct message is answered with where to go', async () => {
    play = await startPlay();
    const { world } = play.sandbox;
    const mira = play.person('mira');
    const direct = world.directChannel(mira.id);
    const notice = world.messages.get(mira.notice()?.id ?? '');
    if (!notice) throw new Error('no notice');
    const copy = world.messages.add({ ...notice, channelId: direct.id, onlyFor: undefined });
    const answer = await mira.actor.press(copy.id, 'v1:notice:verify');
    expect(answer.is === 'update' && textOf(answer.message)).toContain('Use /verify there');
  });

  it('an old button is answered with a fresh panel', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    const panel = play.sandbox.world.messages.get(mira.panel()?.id ?? '');
    for (const customId of ['v0:panel:send', 'v1:panel:renamed', 'something else entirely']) {
      panel?.everHad.set(customId, { type: 2, style: 1, custom_id: customId, label: 'Old' });
      await mira.actor.press(panel?.id ?? '', customId);
      expect(mira.sees()).toContain('out of date');
      expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
    }
  });

  it("case 24: a panel's buttons on a public message act for a member who presses, and change nothing for others", async () => {
    play = await startPlay();
    const [mira, jonas] = [play.person('mira'), play.person('jonas')];
    await mira.begin();
    await mira.send();
    const notice = play.sandbox.world.messages.get(mira.notice()?.id ?? '');
    notice?.everHad.set('v1:panel:resend', { type: 2, style: 1, custom_id: 'v1:panel:resend', label: 'Resend' });
    await jonas.actor.press(notice?.id ?? '', 'v1:panel:resend');
    expect(jonas.sees()).toContain('veraltet');
    expect(mira.notice()?.editedAt).toBeNull();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('/verify while a code is underway shows the panel', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    const answer = await mira.slash('verify');
    expect(answer.is === 'message' && textOf(answer.message)).toContain('on its way');
  });
});

describe('a server without a setup', () => {
  it('says so to members', async () => {
    play = await startPlay({ setUp: false });
    const mira = play.person('mira');
    await mira.slash('verify');
    expect(mira.sees()).toContain('set up on this server yet');
  });
});

describe('when time runs out', () => {
  it('an answer that comes after 3 s is nobody’s to see, and nothing breaks', async () => {
    const clock = manualClock();
    play = await startPlay({ clock });
    const mira = play.person('mira');
    await play.stopApps();
    const answer = mira.press('Verify', mira.notice());
    await clock.skip(3000);
    expect(await answer).toEqual({ is: 'failed' });
    await play.startApp();
    await mira.verify();
  });

  it('a panel older than its 15 minutes is left alone', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    await play.clock.skip(16 * 60_000);
    expect(play.sandbox.traffic.problems()).toEqual([]);
    await mira.slash('verify');
    expect(mira.sees()).toContain('Number:');
  });
});

describe('case 15: when the store is gone', () => {
  it('sending and submitting both refuse, and everything is there when it is back', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    const store = new DatabaseSync(`${play.folder}/latchkey.sqlite`);
    const rename = (from: string, to: string) => store.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    const tables = store.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const names = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'));
    const breakStore = () => {
      for (const name of names) rename(name, `${name}_gone`);
    };
    const mendStore = () => {
      for (const name of names) rename(`${name}_gone`, name);
    };

    breakStore();
    await mira.press('Send OTP');
    await mira.untilSees('temporarily unavailable');
    expect(mira.smsCount()).toBe(0);
    mendStore();

    await mira.slash('verify');
    await mira.send();
    const form = await mira.openForm('Submit');
    breakStore();
    await mira.actor.submit(form, { code: mira.code() });
    await mira.untilSees('temporarily unavailable');
    expect(mira.hasRole()).toBe(false);
    mendStore();
    store.close();

    await mira.slash('verify');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });
});
