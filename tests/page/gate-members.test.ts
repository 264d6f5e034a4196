/** @module-tag long */
import { describe, expect } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { openStaffChannel } from '../support/staff.ts';
import { simulatedDays } from '../support/stats-days.ts';
import { gateEnv, goAs, messages, prove, run, shows, takeFromMenu, write } from './gate.ts';
import { it } from './visiting.ts';

it.override('env', gateEnv);

describe('a number that another account holds', () => {
  it('is denied, or moved by its member, as the server has it', async ({ play, visitor }) => {
    const { page } = visitor;
    await prove(visitor, 'Mira Vale', 1);
    await visitor.sees('You are verified');
    await prove(visitor, 'Vesper Lane', 2);
    await visitor.sees('another account on this server already uses this number: m•••');
    await visitor.sees('To verify this account, use another number or ask the staff.');

    await play.settings({ conflict: 'transfer' });
    await prove(visitor, 'Vesper Lane', 3);
    await visitor.sees('Move the verification to this account?');
    await visitor.press('Confirm');
    await visitor.sees('You are verified');
    await shows(visitor, 'Mira Vale', 'No roles yet').waitFor();
    await visitor.playAs('Mira Vale');
    await page.getByRole('button', { name: 'Latchkey' }).click();
    await page.getByText('has moved to another account').waitFor();
  });

  it('is moved by the staff, where they decide', async ({ play, visitor }) => {
    await openStaffChannel(play);
    await play.settings({ conflict: 'askStaff' });
    await prove(visitor, 'Mira Vale', 1);
    await visitor.sees('You are verified');
    await prove(visitor, 'Vesper Lane', 2);
    await visitor.sees('The staff have been asked to decide');
    await goAs(visitor, 'Ada Quill', 'staff');
    const request = messages(visitor).filter({ hasText: 'Asked' });
    await visitor.press('Move number to this account', request);
    await write(visitor, 'Lost the old account');
    await request.filter({ hasText: 'Number moved to this account by @Ada Quill' }).waitFor();
    await shows(visitor, 'Vesper Lane', 'Verified').waitFor();
    await shows(visitor, 'Mira Vale', 'No roles yet').waitFor();
  });

  it('stays blocked with a ban, and is free with the unban', async ({ play, visitor }) => {
    const { world, seeded } = play.sandbox;
    const { guildId, roles } = seeded;
    const had = world.guilds.get(guildId)?.roles.get(roles.latchkey)?.permissions ?? 0n;
    world.setRolePermissions(guildId, roles.latchkey, had | Permission.ViewAuditLog);
    await prove(visitor, 'Mira Vale', 1);
    await visitor.sees('You are verified');
    await visitor.playAs('Ada Quill');
    await takeFromMenu(visitor, 'Mira Vale', 'Ban');
    await shows(visitor, 'Mira Vale', 'Banned').waitFor();
    await prove(visitor, 'Vesper Lane', 2);
    await visitor.sees("this number can't be used on this server. Press");
    await visitor.playAs('Ada Quill');
    await takeFromMenu(visitor, 'Mira Vale', 'Unban');
    await prove(visitor, 'Vesper Lane', 3);
    await visitor.sees('You are verified');
  });
});

describe('the staff', () => {
  it('approve who asked, and look up, revoke and block', async ({ play, visitor }) => {
    await openStaffChannel(play);
    await prove(visitor, 'Mira Vale', 1);
    await visitor.sees('You are verified');
    await goAs(visitor, 'Nils Brandt', 'verify');
    await visitor.press("I can't verify", visitor.notice);
    await write(visitor, 'No SMS ever arrives.');
    await visitor.sees('Your request is with the staff');

    await goAs(visitor, 'Ada Quill', 'staff');
    const request = messages(visitor).filter({ hasText: 'asks for help' });
    await visitor.press('Approve', request);
    await write(visitor, 'Met in person');
    await request.filter({ hasText: 'Approved by @Ada Quill' }).waitFor();
    await shows(visitor, 'Nils Brandt', 'Verified').waitFor();

    await takeFromMenu(visitor, 'Mira Vale', 'Verification');
    await visitor.sees('ending in 23');
    expect(await visitor.answer.textContent()).not.toContain('555');
    await visitor.press('Revoke');
    await write(visitor, 'Second account');
    await visitor.sees('is no longer verified');
    await shows(visitor, 'Mira Vale', 'No roles yet').waitFor();

    await prove(visitor, 'Mira Vale', 2);
    await visitor.sees('You are verified');
    await goAs(visitor, 'Ada Quill', 'staff');
    await takeFromMenu(visitor, 'Mira Vale', 'Verification');
    await visitor.sees('Verified by number');
    await visitor.press('Block');
    await visitor.form.getByRole('combobox').click();
    await visitor.page.getByRole('option').first().click();
    await write(visitor, 'Spam');
    await visitor.sees('is blocked until');
    await prove(visitor, 'Vesper Lane', 3);
    await visitor.sees("this number can't be used on this server");
  });

  it('see the figures of 30 days as a picture, in words and as files', async ({ play, visitor }) => {
    const entries = simulatedDays(play.sandbox.seeded.guildId, 30, play.clock.now());
    await play.stored(async ({ journal }) => {
      for (const entry of entries) await journal.write(entry);
    });
    const { page } = visitor;
    await goAs(visitor, 'Ada Quill', 'staff');
    await page.locator('#composer').fill('/stats show');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'days' }).click();
    await page.getByRole('option', { name: '30 days' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await visitor.sees('Verification: the last 30 days');
    await visitor.answer.getByRole('img', { name: 'Steps on the way to verified, as bars' }).waitFor();
    await expect.poll(() => page.evaluate("document.querySelector('.picture').naturalWidth")).toBeGreaterThan(500);
    await visitor.sees('By country');
    await run(visitor, '/stats export');
    await visitor.sees('These are the figures as CSV');
    expect(await visitor.answer.getByRole('link').count()).toBe(3);
  });
});

it('a member sees, downloads and deletes what is stored about them', async ({ visitor }) => {
  await prove(visitor, 'Mira Vale', 1);
  await visitor.sees('You are verified');
  await run(visitor, '/privacy');
  await visitor.sees('What is stored about you on this server');
  await visitor.press('Download');
  await visitor.answer.getByRole('link', { name: /^my-data-\d+\.json$/ }).waitFor();
  await run(visitor, '/privacy');
  await visitor.sees('What is stored about you on this server');
  await visitor.press('Delete');
  await visitor.sees('Delete what is stored about you here?');
  await visitor.press('Delete everything');
  await visitor.sees('Your data is deleted');
  await shows(visitor, 'Mira Vale', 'No roles yet').waitFor();
});
