/** @module-tag long */
import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { tabTo } from './open.ts';
import { playEach } from './open-playing.ts';

const playing = playEach();

async function play(name: string): Promise<void> {
  const { page } = playing.now();
  await page.getByRole('radio', { name }).check();
  await page.getByRole('region', { name: `${name}'s phone` }).waitFor();
}

/** Opens the list of members and the menu of one of them. */
async function menuOf(name: string) {
  const { page } = playing.now();
  await page.getByRole('button', { name: 'Members' }).click();
  await page.locator('.members').getByRole('button', { name }).click();
  const menu = page.getByRole('menu', { name });
  await menu.waitFor();
  return menu;
}

async function choose(name: string, item: string): Promise<void> {
  await (await menuOf(name)).getByRole('menuitem', { name: item }).click();
}

const rows = () => playing.now().page.locator('.members').getByRole('button');
const tool = (name: string) => playing.now().page.locator('.tools').getByRole('button', { name });

it('the members are listed with their roles, and their menu has the commands that the viewer may run', async () => {
  const { sandbox } = playing.now();
  sandbox.world.giveRole(sandbox.seeded.guildId, sandbox.seeded.people.jonas, sandbox.seeded.roles.verified);
  const menu = await menuOf('Jonas Feld');
  expect(await menu.getByRole('menuitem').allTextContents()).toEqual(['Wave App']);
  expect(await rows().filter({ hasText: 'Jonas Feld' }).textContent()).toContain('Verified');
  expect(await rows().count()).toBe(6);
});

it('a command is run on a member by right click, and its answer is shown', async () => {
  const { page } = playing.now();
  await play('Ada Quill');
  await page.getByRole('button', { name: 'Members' }).click();
  await rows().filter({ hasText: 'Nils Brandt' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Look up' }).click();
  await page.locator('.message').getByText('Look up: Nils Brandt').waitFor();
  expect(await page.getByText('Ada Quill used Look up').count()).toBe(1);
});

it('the menu is named in the language of the viewer', async () => {
  await play('Jonas Feld');
  expect(await (await menuOf('Mira Vale')).getByRole('menuitem').first().textContent()).toBe('Winken App');
});

it('a mention opens the menu by right click', async () => {
  const { page, sandbox } = playing.now();
  const { channels, people } = sandbox.seeded;
  const content = `Look at <@${people.vesper}>.`;
  sandbox.world.messages.add({ channelId: channels.verify, authorId: sandbox.world.application.botId, content });
  await page.locator('.mention', { hasText: '@Vesper Lane' }).click({ button: 'right' });
  await page.getByRole('menu', { name: 'Vesper Lane' }).waitFor();
  await page.locator('#composer').click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

it('the menu of an author is opened, walked through and closed with the keyboard', async () => {
  const { page, sandbox } = playing.now();
  const { channels, people } = sandbox.seeded;
  sandbox.world.messages.add({ channelId: channels.verify, authorId: people.ada, content: 'Good evening.' });
  await play('Ada Quill');
  sandbox.world.messages.add({ channelId: channels.verify, authorId: people.nils, content: 'Good evening to you.' });
  await page.locator('.message').getByText('Good evening to you.').waitFor();
  await tabTo(page, 'Nils Brandt');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  const focused = () => page.evaluate('document.activeElement.textContent');
  expect(await focused()).toBe('Look up App');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('Ban');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('Kick');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await focused()).toBe('Nils Brandt');
});

it('staff kicks, bans and unbans; a member does not', async () => {
  const { page, sandbox } = playing.now();
  const { guildId, people } = sandbox.seeded;
  const { members, bans } = sandbox.world.guilds.get(guildId) ?? {};
  expect(await (await menuOf('Jonas Feld')).getByText('Kick').count()).toBe(0);
  await play('Ada Quill');
  await choose('Jonas Feld', 'Kick');
  await expect.poll(() => members?.has(people.jonas)).toBe(false);
  await choose('Nils Brandt', 'Ban');
  await expect.poll(() => bans?.has(people.nils)).toBe(true);
  await page.getByRole('heading', { name: 'Outside' }).waitFor();
  await play('Nils Brandt');
  await page.getByText('You are banned from Lantern Bay.').waitFor();
  expect(await tool('Rejoin').count()).toBe(0);
  await play('Ada Quill');
  await choose('Nils Brandt', 'Unban');
  await expect.poll(() => bans?.has(people.nils)).toBe(false);
});

it('a member leaves and comes back, without the roles', async () => {
  const { page, sandbox } = playing.now();
  const { guildId, people, roles } = sandbox.seeded;
  sandbox.world.giveRole(guildId, people.mira, roles.verified);
  await tool('Leave the server').click();
  await page.getByText('You are not in Lantern Bay.').waitFor();
  expect(await page.getByRole('button', { name: 'verify' }).count()).toBe(0);
  await page.locator('.outside').getByRole('button', { name: 'Rejoin' }).click();
  await page.getByRole('button', { name: 'verify' }).waitFor();
  expect(await page.locator('.face', { hasText: 'Mira Vale' }).textContent()).toContain('No roles yet');
  await play('Ada Quill');
  expect(await tool('Leave the server').count(), 'the owner stays').toBe(0);
});

it('an act that is not allowed is refused, whatever the page shows', async () => {
  const { page, sandbox } = playing.now();
  const { people, roles } = sandbox.seeded;
  const act = async (data: object) =>
    (await page.request.post(`${sandbox.url}/control/act`, { data: { viewerId: people.mira, ...data } })).status();
  expect(await act({ is: 'membership', userId: people.jonas, move: 'ban' })).toBe(400);
  expect(await act({ is: 'membership', userId: people.jonas, move: 'leave' })).toBe(400);
  expect(await act({ is: 'role', roleId: roles.verified, move: 'delete' })).toBe(400);
  expect(await act({ is: 'botPermission', permission: 'ManageRoles', on: false })).toBe(400);
});

it('the admin moves and deletes roles, and takes Manage Roles from the bot', async () => {
  const { page, sandbox } = playing.now();
  const { guildId, roles } = sandbox.seeded;
  const role = (id: string) => sandbox.world.guilds.get(guildId)?.roles.get(id);
  expect(await page.getByRole('button', { name: 'Server settings' }).count()).toBe(0);
  await play('Ada Quill');
  await page.getByRole('button', { name: 'Server settings' }).click();
  const names = () => page.locator('.roles .role').allTextContents();
  expect(await names()).toEqual(['Keeper', 'Latchkey', 'Moderator', 'Verified', 'Unverified']);
  await page.getByRole('button', { name: 'Move Latchkey down' }).click();
  await expect.poll(names).toEqual(['Keeper', 'Moderator', 'Latchkey', 'Verified', 'Unverified']);
  await page.getByRole('button', { name: 'Move Latchkey up' }).click();
  await expect.poll(names).toEqual(['Keeper', 'Latchkey', 'Moderator', 'Verified', 'Unverified']);
  await page.getByRole('button', { name: 'Delete Verified' }).click();
  await expect.poll(() => role(roles.verified)).toBeUndefined();
  expect(await page.getByRole('button', { name: 'Delete Latchkey' }).isDisabled()).toBe(true);
  await page.getByRole('switch', { name: 'Manage Roles', checked: true }).click();
  await page.getByRole('switch', { name: 'Manage Roles', checked: false }).waitFor();
  expect((role(roles.latchkey)?.permissions ?? 0n) & (1n << 28n)).toBe(0n);
});

it('the bot is kicked, its commands are gone, and it is added again', async () => {
  const { page } = playing.now();
  await play('Ada Quill');
  await choose('Latchkey', 'Kick');
  await page.locator('#composer').fill('/');
  await page.getByText('No such command here.').waitFor();
  await page.locator('#composer').fill('');
  await choose('Latchkey', 'Add to the server');
  await page.locator('#composer').fill('/gre');
  await page.getByRole('option', { name: 'greet' }).waitFor();
});

it('a direct message opens a channel of its own, and the switch closes the door', async () => {
  const { page, sandbox } = playing.now();
  const write = async () => {
    await page.locator('#composer').fill('/write');
    await page.keyboard.press('Enter');
  };
  expect(await page.locator('.channels .heading').count()).toBe(0);
  await page.getByRole('switch', { name: 'Direct messages', checked: true }).click();
  await page.getByRole('switch', { name: 'Direct messages', checked: false }).waitFor();
  await write();
  await page.locator('.message').getByText('Cannot send messages to this user').waitFor();
  await page.getByRole('switch', { name: 'Direct messages', checked: false }).click();
  await page.getByRole('switch', { name: 'Direct messages', checked: true }).waitFor();
  await write();
  await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'Latchkey' }).click();
  await page.getByRole('region', { name: 'Messages with Latchkey' }).getByText('A word in private.').waitFor();
  await play('Jonas Feld');
  expect(await page.getByRole('button', { name: 'Latchkey' }).count()).toBe(0);
  const { world, seeded } = sandbox;
  const { rest } = playing.now().bot;
  await rest.post(Routes.channelMessages(world.directChannel(seeded.people.jonas).id), { body: { content: 'Hallo.' } });
  await page.getByRole('button', { name: 'Latchkey' }).waitFor();
});

it('two people who share a phone read the same texts on it', async () => {
  const { page, sandbox } = playing.now();
  const draft = { accountSid: `AC${'0'.repeat(32)}`, serviceSid: null, validityPeriod: 300 };
  sandbox.twilio.accept({ ...draft, to: '+14155550123', from: '+14155550100', body: 'The ferry is late.' });
  await page.getByRole('button', { name: 'Skip 1 min' }).click();
  await page.locator('.bubble').getByText('The ferry is late.').waitFor();
  const said = await page.locator('#announcer').textContent();
  expect(said?.match(/The ferry is late\./g)).toHaveLength(1);
  expect(said).toContain("Mira Vale's phone");
  await play('Vesper Lane');
  await page.locator('.bubble').getByText('The ferry is late.').waitFor();
});

it('a day is skipped as easily as a minute', async () => {
  const { page, sandbox } = playing.now();
  const before = sandbox.clock.now();
  await page.getByRole('button', { name: 'Skip 1 day' }).click();
  await expect.poll(() => sandbox.clock.now() - before).toBeGreaterThanOrEqual(86_400_000);
});
