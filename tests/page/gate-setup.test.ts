/** @module-tag long */
import { describe, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { makeCommunity } from '../../sandbox/world/community.ts';
import { choose, gateEnv, goAs, run } from './gate.ts';
import { it, miraTypes } from './visiting.ts';

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

describe('/setup on a server with Onboarding and nothing for a gate', () => {
  it.override('setUp', false);
  it.override('env', { DISCORD_INTENTS: 'members' });
  it.override(
    'prepare',
    () =>
      ({ world, seeded }: Sandbox) =>
        makeCommunity(world, seeded),
  );

  it('takes eight clicks at most to a gate that works', async ({ visitor, play }) => {
    const { page, answer } = visitor;
    await goAs(visitor, 'Ada Quill', 'welcome');
    await page.locator('#composer').fill('/setup');
    await page.keyboard.press('Enter');
    let clicks = 0;
    const click = async (name: string, inside = answer) => {
      await inside.getByRole('button', { name, exact: true }).click();
      clicks += 1;
    };
    await click('Run', page.locator('body'));
    await visitor.sees('Next: press Set it up for me…');
    await click('Set it up for me…');
    await visitor.sees('I create the role Verified without any permissions');
    await visitor.sees("Harbour with its 4 channels: Unverified can't see it");
    await click('Set it up now');
    await visitor.sees('Locking channels');
    await expect
      .poll(async () => {
        await play.clock.skip(5_000);
        return answer.textContent();
      })
      .toContain('I have changed 11 channels and categories');
    expect(clicks).toBeLessThanOrEqual(8);

    // Who joins sees the notice and the rules, and the rest once they have verified.
    await goAs(visitor, 'Mira Vale', 'welcome');
    const { world, seeded } = play.sandbox;
    const unverified = [...(world.guilds.get(seeded.guildId)?.roles.values() ?? [])].find(
      ({ name }) => name === 'Unverified',
    );
    world.giveRole(seeded.guildId, seeded.people.mira, unverified?.id ?? '');
    await visitor.channel('general').waitFor({ state: 'detached' });
    await visitor.press('Verify', visitor.notice);
    await visitor.enterNumber(miraTypes);
    await visitor.sees('Press Send OTP');
    await visitor.press('Send OTP');
    await visitor.skip(1);
    await visitor.submit(await visitor.code(1));
    await visitor.channel('general').waitFor();
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
    await visitor.sees('no longer exists. Choose another role.');
  });
});
