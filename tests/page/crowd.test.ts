/** @module-tag long */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { addCrowd } from '../../sandbox/world/crowd.ts';
import { lanternBay } from '../../sandbox/world/seed.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';
import { type Opened, openPage, tabTo } from './open.ts';
import { setSwitch } from './switches.ts';

const path = findBrowser();
let browser: Browser;
let sandbox: Sandbox;
let opened: Opened;

beforeAll(async () => {
  if (path) browser = await startBrowser(path);
});
afterAll(() => browser?.close());
beforeEach(async ({ skip }) => {
  skip(!path, NO_BROWSER);
  sandbox = await startSandbox({
    seed(world) {
      const seeded = lanternBay(world);
      addCrowd(world, seeded, 5_000);
      return seeded;
    },
  });
  opened = await openPage(browser, sandbox.url);
});
afterEach(async () => {
  await opened?.page.context().close();
  await sandbox?.close();
  expect(opened?.complaints).toEqual([]);
});

it('5,000 members are looked through by pages and by name, and only their own page is drawn', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: 'Members' }).click();
  await page.getByRole('heading', { name: '5,000 members' }).waitFor();
  expect(await page.locator('.members li').count()).toBe(50);
  expect(await page.getByRole('radio').count()).toBe(5);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('51–100 of 5,000').waitFor();

  await page.getByRole('searchbox', { name: 'Find a member' }).fill('kestrel');
  await page.getByText(/^1–50 of \d\d$/).waitFor();
  for (const name of await page.locator('.member-name').allTextContents()) expect(name).toMatch(/Kestrel/);
  await page.getByRole('searchbox', { name: 'Find a member' }).fill('nobody at all');
  await page.getByText('Nobody found.').waitFor();
});

it('who joins a server with Onboarding is asked before anything else, and their answer brings its role', async () => {
  const { page } = opened;
  await setSwitch(page, 'Onboarding', true);
  await setSwitch(page, 'Rules to accept', true);
  await page.getByRole('button', { name: 'Leave the server' }).click();
  await page.getByRole('button', { name: 'Rejoin', exact: true }).click();
  const questions = page.getByRole('complementary', { name: 'Onboarding' });
  await questions.getByRole('button', { name: 'Sailing', pressed: false }).click();
  await questions.getByRole('button', { name: 'Sailing', pressed: true }).waitFor();
  await questions.getByRole('button', { name: 'Finish' }).click();
  await questions.waitFor({ state: 'detached' });
  await page.locator('.face', { hasText: 'Mira Vale' }).filter({ hasText: 'Verified' }).waitFor();
});

it('the keyboard gets to the messages by the first key, and a narrow screen has a heading and one main part', async () => {
  const { page } = opened;
  await tabTo(page, 'Skip to the messages');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('messages');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const part of ['Server', 'Phone', 'Tools']) {
    await page.locator('.tabs').getByRole('button', { name: part }).click();
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  }
});
