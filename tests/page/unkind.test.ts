/** @module-tag long */
import { Routes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { addSteward } from '../../sandbox/world/seed.ts';
import { playEach } from './open-playing.ts';
import { openTools, setSwitch } from './switches.ts';

const playing = playEach();
const flip = (name: string, on: boolean) => setSwitch(playing.now().page, name, on);

async function play(name: string): Promise<void> {
  const { page } = playing.now();
  await page.getByRole('radio', { name }).check();
  await page.getByRole('region', { name: `${name}'s phone` }).waitFor();
}

async function run(command: string): Promise<void> {
  const { page } = playing.now();
  await page.locator('#composer').fill(`/${command}`);
  await page.keyboard.press('Enter');
}

function guild() {
  const { sandbox } = playing.now();
  const found = sandbox.world.guilds.get(sandbox.seeded.guildId);
  if (!found) throw new Error('no server');
  return found;
}

const rolesOf = (userId: string) => [...(guild().members.get(userId)?.roles ?? [])];

describe('members', () => {
  it('who joins a server with rules looks on until they accept', async () => {
    const { page } = playing.now();
    await flip('Rules to accept', true);
    await page.locator('.tools').getByRole('button', { name: 'Leave the server' }).click();
    await page.locator('.outside').getByRole('button', { name: 'Rejoin' }).click();
    await page.getByText('You have not accepted the rules of Lantern Bay yet.').waitFor();
    expect(await page.locator('.face', { hasText: 'Mira Vale' }).textContent()).toContain('Rules not accepted');
    await run('greet');
    await page.getByText('Mira Vale has to accept the rules of Lantern Bay first.').waitFor();
    await page.locator('.tools').getByRole('button', { name: 'Accept the rules' }).click();
    await page.getByText('You have not accepted the rules').waitFor({ state: 'detached' });
    await run('greet');
    await page.locator('.message').getByText('Only you can see this').waitFor();
  });

  it('an answer to Onboarding gives its role, and another one takes it', async () => {
    const { page, sandbox } = playing.now();
    const { people, roles } = sandbox.seeded;
    await flip('Onboarding', true);
    await flip('Sailing', true);
    await page.locator('.face', { hasText: 'Mira Vale' }).getByText('Verified').waitFor();
    expect(rolesOf(people.mira)).toEqual([roles.verified]);
    await flip('Sailing', false);
    await expect.poll(() => rolesOf(people.mira)).toEqual([]);
    await flip('Onboarding', false);
    await page.getByText('What brings you here?').waitFor({ state: 'detached' });
  });
});

describe('admins', () => {
  async function menuOf(name: string) {
    const { page } = playing.now();
    await page.getByRole('button', { name: 'Members' }).click();
    await page.locator('.members').getByRole('button', { name }).click();
    return page.getByRole('menu', { name });
  }

  it('roles are given and taken by hand, as far as rank allows', async () => {
    const { page, sandbox } = playing.now();
    const { people, roles } = sandbox.seeded;
    const { userId } = addSteward(sandbox.world, sandbox.seeded);
    await play('Ada Quill');
    const role = (await menuOf('Nils Brandt')).getByRole('menuitemcheckbox', { name: 'Moderator' });
    await role.click();
    await expect.poll(() => rolesOf(people.nils)).toEqual([roles.moderator]);
    await page.getByRole('menuitemcheckbox', { name: 'Moderator', checked: true }).click();
    await expect.poll(() => rolesOf(people.nils)).toEqual([]);
    await page.keyboard.press('Escape');
    await play('Theo Marsh');
    expect(await (await menuOf('Nils Brandt')).getByRole('menuitemcheckbox').count()).toBe(0);
    const data = { is: 'memberRole', viewerId: userId, userId: people.nils, roleId: roles.verified, on: true };
    expect((await page.request.post(`${sandbox.url}/control/act`, { data })).status()).toBe(400);
    await play('Nils Brandt');
    expect(await page.getByRole('button', { name: 'Server settings' }).count(), 'needs a right').toBe(0);
  });

  it('the audit log is read by who may, with reasons', async () => {
    const { page, sandbox, bot } = playing.now();
    const { guildId, people, roles } = sandbox.seeded;
    await bot.rest.put(Routes.guildMemberRole(guildId, people.mira, roles.verified), { reason: 'By phone' });
    expect(await page.getByRole('button', { name: 'Audit log' }).count()).toBe(0);
    await play('Ada Quill');
    await (await menuOf('Jonas Feld')).getByRole('menuitem', { name: 'Kick' }).click();
    await page.getByRole('button', { name: 'Audit log' }).click();
    const lines = page.getByRole('region', { name: 'Audit log' }).getByRole('listitem');
    await lines.filter({ hasText: 'Ada Quill kicked Jonas Feld' }).waitFor();
    expect(await lines.last().textContent()).toMatch(/Latchkey gave Mira Vale the role Verified.*By phone/);
  });

  it('a channel is deleted', async () => {
    const { page, sandbox } = playing.now();
    await play('Ada Quill');
    await page.getByRole('button', { name: 'Server settings' }).click();
    await page.getByRole('button', { name: 'Delete #staff' }).click();
    await expect.poll(() => guild().channels.has(sandbox.seeded.channels.staff)).toBe(false);
    await page.locator('.channels').getByRole('button', { name: 'staff' }).waitFor({ state: 'detached' });
  });
});

describe('the server', () => {
  it('2FA and a missing bot scope are switched on and back, the bot with its role as before', async () => {
    const { sandbox } = playing.now();
    const { world } = sandbox;
    const own = () => [...guild().roles.values()].find(({ botId }) => botId === world.application.botId);
    const before = own();
    world.setRolePermissions(guild().id, before?.id ?? '', Permission.ManageRoles | Permission.KickMembers);
    await flip('2FA required', true);
    await expect.poll(() => guild().mfaLevel).toBe(1);
    await flip('2FA required', false);
    await expect.poll(() => guild().mfaLevel).toBe(0);
    await flip('Added without its bot', true);
    await expect.poll(() => [own(), guild().hasCommands]).toEqual([undefined, true]);
    await run('greet');
    await playing.now().page.locator('.message').getByText('Only you can see this').waitFor();
    await flip('Added without its bot', false);
    await expect.poll(own).toMatchObject({ position: before?.position, permissions: before?.permissions });
  });
});

describe('Discord', () => {
  it('the bot is cut off, and comes back', async () => {
    const { page, sandbox } = playing.now();
    await flip('Bot cut off', true);
    await page.getByText('Not connected').waitFor();
    await run('greet');
    await page.getByText('This interaction failed').first().waitFor();
    await flip('Bot cut off', false);
    await expect.poll(() => sandbox.gateway.connected(), { timeout: 20_000 }).toBe(1);
    await page.getByText('Connected', { exact: true }).waitFor();
  }, 30_000);

  it('its API is down, and roles wait', async () => {
    const { sandbox } = playing.now();
    const ask = (method: string, path: string) =>
      fetch(`${sandbox.discordApiUrl}/v10${path}`, { method, headers: { authorization: `Bot ${sandbox.token}` } });
    const { guildId, people, roles } = sandbox.seeded;
    await flip('Discord down', true);
    expect((await ask('GET', `/guilds/${guildId}`)).status).toBe(503);
    await flip('Discord down', false);
    await flip('Roles limited', true);
    const limited = await ask('PUT', `/guilds/${guildId}/members/${people.mira}/roles/${roles.verified}`);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await ask('GET', `/guilds/${guildId}`)).status).toBe(200);
    await flip('Roles limited', false);
  });

  it('one request is refused, the connection is closed for good, the token is reset', async () => {
    const { page, sandbox, bot } = playing.now();
    await openTools(page, 'The bot');
    await page.getByRole('button', { name: 'Refuse one request' }).click();
    const ask = () =>
      fetch(`${sandbox.discordApiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${sandbox.token}` } });
    await expect.poll(async () => (await ask()).status).toBe(401);
    expect((await ask()).status).toBe(200);
    const closed = new Promise((resolve) => bot.once('shardDisconnect', ({ code }) => resolve(code)));
    await page.getByRole('button', { name: 'Close with 4014' }).click();
    expect(await closed).toBe(4014);
    await page.getByText('Not connected').waitFor();
    const former = sandbox.token;
    await page.getByRole('button', { name: 'Reset the token' }).click();
    await expect.poll(() => sandbox.token).not.toBe(former);
    expect(await page.getByRole('button', { name: 'Start the bot' }).count(), 'nobody started it here').toBe(0);
  });
});

it('Twilio reports late or with an unknown code, is out of reach, and has no sender or no SMS left', async () => {
  const { twilio } = playing.now().sandbox;
  const switches = [
    ['Late report', { reportAfterMs: 600_000 }, { reportAfterMs: 1_000 }],
    ['Unknown code', { deliveryError: 39_999 }, { deliveryError: null }],
    ['Twilio unreachable', { dropped: true }, { dropped: false }],
    ['No sender', { noSender: true }, { noSender: false }],
    ['Daily cap', { dailyCap: 0 }, { dailyCap: null }],
  ] as const;
  for (const [name, on, off] of switches) {
    await flip(name, true);
    expect(twilio.faults).toMatchObject(on);
    await flip(name, false);
    expect(twilio.faults).toMatchObject(off);
  }
});
