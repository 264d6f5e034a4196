import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

let play: Play;
let mira: Person;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
});
afterEach(() => play.stop());

const MINUTE = 60_000;

describe('case 55: what was typed is there again', () => {
  it('in the number form, under another id each time what stands in it changes, until a number is taken', async () => {
    const first = await mira.openForm('Verify', mira.notice());
    await mira.enter(first, '0151 23', '+49');
    await mira.untilSees('not a valid number for');

    const second = await mira.openForm('Enter a number');
    expect(standsIn(second)).toEqual({ country: '+49', number: '0151 23' });
    expect(second.customId).not.toBe(first.customId);
    expect(second.customId).not.toContain('0151');
    await mira.enter(second, '0151 23456', '+49');

    const third = await mira.openForm('Enter a number');
    expect(standsIn(third)).toMatchObject({ number: '0151 23456' });
    expect(third.customId).not.toBe(second.customId);
    await mira.enter(third);
    await mira.untilSees('Press **Send OTP**');
    expect(standsIn(await mira.openForm('Change number'))).not.toHaveProperty('number');
  });

  it('in the number form, which is not sent without the tick, and never ticked by us', async () => {
    const first = await mira.openForm('Verify', mira.notice());
    const unticked = mira.actor.submit(first, { country: '+1', number: '12', consent: [] });
    await expect(unticked).rejects.toThrow('consent is required');
    await mira.enter(first, '12');
    const again = await mira.openForm('Enter a number');
    expect(standsIn(again)).toEqual({ country: '+1', number: '12' });
    expect(JSON.stringify(again)).not.toContain('"default":true');
  });

  it('for 15 minutes, and for nobody else', async () => {
    await mira.enter(await mira.openForm('Verify', mira.notice()), '12');
    const nils = play.person('nils');
    expect(standsIn(await nils.openForm('Verify', nils.notice()))).not.toHaveProperty('number');
    await play.clock.skip(15 * MINUTE - 1);
    expect(standsIn(await mira.openForm('Verify', mira.notice()))).toHaveProperty('number', '12');
    await play.clock.skip(1);
    expect(standsIn(await mira.openForm('Verify', mira.notice()))).not.toHaveProperty('number');
  });

  it('not once all was deleted', async () => {
    await mira.enter(await mira.openForm('Verify', mira.notice()), '12');
    await mira.slash('privacy');
    await mira.press('Delete');
    await mira.untilSees('Delete what is stored');
    await mira.press('Delete everything');
    await play.sandbox.world.until(() => !mira.sees().includes('Delete what is stored'));
    expect(standsIn(await mira.openForm('Verify', mira.notice()))).not.toHaveProperty('number');
  });

  it('in a request to the staff that was not taken', async () => {
    const words = 'My carrier has no signal here.';
    await openStaffChannel(play);
    const form = await mira.openForm("I can't verify", mira.notice());
    await play.settings({ staffChannelId: '1' });
    await mira.actor.submit(form, { words });
    await mira.untilSees("couldn't post your request");
    await openStaffChannel(play);
    const again = await mira.openForm("I can't verify", mira.notice());
    expect(standsIn(again)).toEqual({ words });
    await mira.actor.submit(again, { words });
    await untilStaffSee(play, 'My carrier has no signal here');
  });

  it('in a reason of the staff that says nothing', async () => {
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Not verified');
    await ada.actor.submit(await ada.openForm('Approve'), { reason: '  a   ' });
    await ada.untilSees('reason');
    await ada.press('Look up');
    await ada.untilSees('Not verified');
    const again = await ada.openForm('Approve');
    expect(standsIn(again)).toEqual({ reason: '  a   ' });
    await ada.actor.submit(again, { reason: 'Known from the harbour' });
    await ada.untilSees('is verified by hand');
  });

  it('in a number form that was sent while the server takes nobody', async () => {
    const form = await mira.openForm('Verify', mira.notice());
    const { roles } = play.sandbox.seeded;
    await play.stored(({ settings }) => settings.save(play.sandbox.seeded.guildId, freshSettings));
    await mira.enter(form, '415 555 0123');
    await play.settings({ roleId: roles.verified, channelId: play.sandbox.seeded.channels.verify });
    expect(standsIn(await mira.openForm('Verify', mira.notice()))).toHaveProperty('number', '415 555 0123');
  });

  it('and never a code', async () => {
    await mira.begin();
    await mira.send();
    await mira.submit('12');
    await mira.untilSees('A code has exactly');
    expect(standsIn(await mira.openForm('Submit'))).toEqual({});
  });
});
