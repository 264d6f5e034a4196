/** @module-tag long */
import { describe, expect } from 'vitest';
import { choose, gateEnv, goAs, run } from './gate.ts';
import { it } from './visiting.ts';

describe('/setup', () => {
  it.override('setUp', false);

  it('takes six clicks at most from nothing to a posted notice', async ({ visitor }) => {
    const { page, answer } = visitor;
    await goAs(visitor, 'Ada Quill', 'verify');
    await page.locator('#composer').fill('/setup');
    await page.keyboard.press('Enter');
    let clicks = 0;
    const click = async (name: string | RegExp, role: 'button' | 'combobox' | 'option', inside = answer) => {
      await inside.getByRole(role, { name }).click();
      clicks += 1;
    };
    const everywhere = page.locator('body');
    await click('Run', 'button', everywhere);
    await visitor.sees('Next: press Set it up for me');
    await click('Choose a role', 'combobox');
    await click(/^@?Verified$/, 'option', everywhere);
    await visitor.sees('Next: choose a channel for the notice');
    await click('Choose a channel', 'combobox');
    await click(/verify/, 'option', everywhere);
    await visitor.sees('Next: press Post notice');
    await click('Post notice', 'button');
    await visitor.notice.getByRole('button', { name: 'Verify', exact: true }).waitFor();
    expect(clicks).toBeLessThanOrEqual(6);
  });
});

describe('the preflight', () => {
  it.override('env', gateEnv);

  it('names each obstacle with its fix, and is content once that is done', async ({ visitor }) => {
    const { page } = visitor;
    const inSettings = async (change: () => Promise<void>) => {
      await page.getByRole('button', { name: 'Server settings' }).click();
      await change();
      await visitor.channel('verify').click();
      await visitor.press('Check again');
    };
    const permit = (permission: string, on: boolean) =>
      inSettings(async () => {
        await page.getByRole('switch', { name: permission }).click();
        await page.getByRole('switch', { name: permission, checked: on }).waitFor();
      });
    const move = (way: 'up' | 'down') =>
      inSettings(async () => {
        for (const _ of [1, 2]) await page.getByRole('button', { name: `Move Latchkey ${way}` }).click();
      });

    await goAs(visitor, 'Ada Quill', 'verify');
    await run(visitor, '/setup');
    await visitor.sees("Bans don't block numbers yet: I don't have View Audit Log.");
    await permit('View Audit Log', true);
    const content = () => expect.poll(() => visitor.answer.textContent()).not.toContain('To fix');
    await content();

    await permit('Manage Roles', false);
    await visitor.sees("I don't have Manage Roles.");
    await permit('Manage Roles', true);
    await content();

    await move('down');
    await visitor.sees('is above my highest role');
    await move('up');
    await content();

    await choose(visitor, /^Choose a role/, /^@?Latchkey$/);
    await visitor.sees('Verified role: @Latchkey');
    await choose(visitor, /^Choose a role/, /^@?Verified$/);
    await content();

    await visitor.press('Dry run');
    await visitor.sees('Dry run');
    await inSettings(() => page.getByRole('button', { name: 'Delete Verified' }).click());
    await visitor.sees('no longer exists. Choose another one.');
  });
});
