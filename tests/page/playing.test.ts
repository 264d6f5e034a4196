/** @module-tag long */
import type { Client } from 'discord.js';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';
import { startBot } from './bot.ts';
import { type Opened, openPage, tabTo } from './open.ts';
import { setSwitch } from './switches.ts';

const path = findBrowser();
let browser: Browser;
let sandbox: Sandbox;
let bot: Client;
let opened: Opened;

beforeAll(async () => {
  if (path) browser = await startBrowser(path);
});
afterAll(() => browser?.close());

beforeEach(async ({ skip }) => {
  skip(!path, NO_BROWSER);
  sandbox = await startSandbox({ rateLimits: 'none' });
  bot = await startBot(sandbox);
  opened = await openPage(browser, sandbox.url);
});
afterEach(async () => {
  if (!path) return;
  await opened.page.context().close();
  await bot.destroy();
  await sandbox.close();
  expect(opened.complaints).toEqual([]);
  expect(opened.outside).toEqual([]);
});

/** Types into the command box and presses Enter. */
async function command(text: string): Promise<void> {
  await opened.page.locator('#composer').fill(text);
  await opened.page.keyboard.press('Enter');
}

async function play(name: string): Promise<void> {
  await opened.page.getByRole('radio', { name }).check();
  await opened.page.getByText(`You are ${name}`).waitFor();
}

it('an ephemeral answer is marked, and shown to no one else', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByText('Only you can see this').waitFor();
  expect(await page.getByText('Mira Vale used /greet').count()).toBe(1);
  await play('Jonas Feld');
  expect(await page.locator('.message').count()).toBe(0);
});

it('an ephemeral message can be dismissed, and the focus stays in the page', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  await page.locator('.message').waitFor({ state: 'detached' });
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('composer');
});

it('a modal is opened, filled in and sent with nothing but the keyboard', async () => {
  const { page } = opened;
  await page.locator('#composer').focus();
  await page.keyboard.type('/gre');
  await page.keyboard.press('Enter');
  await page.locator('.message').getByText('Hello.').waitFor();
  await tabTo(page, 'Ask me');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'A question' }).waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('name');
  await page.keyboard.type('Mira');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.locator('.message').getByText('Mira agreed').waitFor();
  // The button that opened it is gone.
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('messages');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

it('Escape closes a modal and gives the focus back to its button', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByRole('button', { name: 'Ask me' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Ask me');
});

it('what a client would not let one send is said in the modal, which stays open', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByRole('button', { name: 'Ask me' }).click();
  await page.getByRole('dialog').waitFor();
  await page.evaluate("document.querySelector('dialog form').noValidate = true");
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('dialog').getByRole('alert').getByText('name takes 1 to 4000 characters.').waitFor();
});

it('a disabled button does nothing and says that it is disabled', async () => {
  const { page } = opened;
  await command('/greet');
  const off = page.getByRole('button', { name: 'Not now' });
  await off.waitFor();
  expect(await off.isDisabled()).toBe(true);
  const acts: (string | null)[] = [];
  page.on('request', (request) => request.method() === 'POST' && acts.push(request.postData()));
  await off.click({ force: true });
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  await page.locator('.message').waitFor({ state: 'detached' });
  expect(acts).toEqual([expect.stringContaining('dismissMessage')]);
});

it('a button that the bot never answers has failed after three seconds of sandbox time', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByRole('button', { name: 'Silence' }).click();
  await page.locator('[aria-busy]').waitFor();
  expect(await page.getByText('This interaction failed').count()).toBe(0);
  await page.getByRole('button', { name: 'Skip 1 min' }).click();
  await page.locator('.message').getByText('This interaction failed').waitFor();
  expect(await page.locator('#announcer').textContent()).toContain('This interaction failed');
});

it('a command that the bot never answers has failed too', async () => {
  await command('/sleep');
  await opened.page.getByText('Sending /sleep').waitFor();
  await opened.page.getByRole('button', { name: 'Skip 1 min' }).click();
  await opened.page.getByText('/sleep: This interaction failed').waitFor();
});

it('a deferred answer is thinking', async () => {
  await command('/think');
  await opened.page.getByText('is thinking…').waitFor();
});

it('countdowns tick with the clock and follow a skip', async () => {
  const { page } = opened;
  await command('/greet');
  const [first, last] = [page.locator('.text time').first(), page.locator('.text time').last()];
  await first.filter({ hasText: /^in 3\d seconds$/ }).waitFor();
  const shown = (await first.textContent()) ?? '';
  await first.filter({ hasNotText: shown }).waitFor();
  await last.filter({ hasText: 'in 5 minutes' }).waitFor();
  await page.getByRole('button', { name: 'Skip 1 min' }).click();
  await last.filter({ hasText: 'in 4 minutes' }).waitFor();
  await first.filter({ hasText: 'seconds ago' }).waitFor();
});

it("timestamps speak the member's language", async () => {
  await play('Jonas Feld');
  await command('/greet');
  await opened.page.locator('.message').getByText('in 5 Minuten').waitFor();
});

it('a command lists itself, and its options are picked with the keyboard', async () => {
  const { page } = opened;
  await page.locator('#composer').focus();
  await page.keyboard.type('/');
  const names = await page.locator('[role=option] strong').allTextContents();
  expect(names).toEqual(['/greet', '/award', '/sleep', '/think', '/lamp light', '/chart', '/data', '/form', '/write']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'role' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('v');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.message').getByText('Verified for ever').waitFor();
});

it('staff commands are listed for the admin alone', async () => {
  const { page } = opened;
  await page.locator('#composer').fill('/man');
  await page.getByText('No such command here.').waitFor();
  await play('Ada Quill');
  await page.locator('#composer').fill('/man');
  await page.getByRole('option', { name: 'manage' }).waitFor();
});

it('a select sends what was chosen', async () => {
  const { page } = opened;
  await command('/greet');
  await page.getByRole('combobox', { name: 'Choose your role' }).click();
  await page.getByRole('option', { name: '@Moderator' }).click();
  await page.locator('.message').getByText('Chosen: @Moderator').waitFor();
});

it('a text arrives on its phone, is announced, and STOP opts the phone out', async () => {
  const { page } = opened;
  const [mira] = [...sandbox.world.users.values()].filter((user) => user.displayName === 'Mira Vale');
  const to = mira?.phone ?? '';
  const draft = { accountSid: `AC${'0'.repeat(32)}`, serviceSid: null, validityPeriod: 300 };
  sandbox.twilio.accept({ ...draft, to, from: '+14155550100', body: 'The ferry leaves at nine.' });
  await page.getByRole('button', { name: 'Skip 1 min' }).click();
  await page.locator('.bubble').getByText('The ferry leaves at nine.').waitFor();
  expect(await page.locator('#announcer').textContent()).toContain("New text on Mira Vale's phone: The ferry");
  await page.getByRole('button', { name: 'STOP' }).click();
  await page.getByText('You asked this sender to stop.').waitFor();
  expect(sandbox.twilio.optedOut).toContain(to);
  await page.getByRole('button', { name: 'START' }).click();
  await page.getByText('You asked this sender to stop.').waitFor({ state: 'detached' });
});

it('a text to a number that nobody owns can be read on a phone of its own', async () => {
  const { page } = opened;
  const draft = { accountSid: `AC${'0'.repeat(32)}`, serviceSid: null, validityPeriod: 300 };
  sandbox.twilio.accept({ ...draft, to: '+14155550142', from: '+14155550100', body: 'Is anybody there?' });
  await page.getByRole('button', { name: 'Skip 1 min' }).click();
  await page.getByRole('button', { name: '+1 415 555 0142' }).click();
  await page.locator('.bubble').getByText('Is anybody there?').waitFor();
});

it('the switches make things go wrong and right again', async () => {
  const { page } = opened;
  const { guildId, roles } = sandbox.seeded;
  const position = () => sandbox.world.guilds.get(guildId)?.roles.get(roles.latchkey)?.position;
  const before = position();
  for (const name of ['Undelivered', 'Landline', 'Twilio down', 'Twilio slow', 'Role above the bot'])
    await setSwitch(page, name, true);
  await expect.poll(() => position()).toBe(1);
  expect(sandbox.twilio.faults).toMatchObject({ undelivered: true, landline: true, down: true, slowMs: 5000 });
  await setSwitch(page, 'Role above the bot', false);
  await expect.poll(() => position()).toBe(before);
});

it('a new role shows under the name of its member, and is announced', async () => {
  const { guildId, people, roles } = sandbox.seeded;
  sandbox.world.giveRole(guildId, people.mira, roles.verified);
  await opened.page.locator('.face', { hasText: 'Verified' }).waitFor();
  expect(await opened.page.locator('#announcer').textContent()).toBe('Mira Vale now has the role Verified.');
  await opened.page.getByRole('button', { name: 'lounge' }).click();
  await opened.page.getByRole('heading', { name: 'lounge' }).waitFor();
});
