import type { Client } from 'discord.js';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';
import { startBot } from './bot.ts';
import { type Opened, openPage } from './open.ts';

/** What a test of the page with the small bot behind it works on, new for each test. */
export interface Playing extends Opened {
  readonly browser: Browser;
  readonly sandbox: Sandbox;
  readonly bot: Client;
}

/** Opens the page again for each test; whatever its console complains of, or asks of elsewhere, fails the test. */
export function playEach(): { now(): Playing } {
  const path = findBrowser();
  let browser: Browser;
  let playing: Playing | undefined;

  beforeAll(async () => {
    if (path) browser = await startBrowser(path);
  });
  afterAll(() => browser?.close());
  beforeEach(async ({ skip }) => {
    skip(!path, NO_BROWSER);
    const sandbox = await startSandbox({ rateLimits: 'none' });
    const bot = await startBot(sandbox);
    playing = { browser, sandbox, bot, ...(await openPage(browser, sandbox.url)) };
  });
  afterEach(async () => {
    if (!playing) return;
    const { page, bot, sandbox, complaints, outside } = playing;
    playing = undefined;
    await page.context().close();
    await bot.destroy();
    await sandbox.close();
    expect(complaints).toEqual([]);
    expect(outside).toEqual([]);
    expect(sandbox.traffic.problems()).toEqual([]);
  });
  return {
    now() {
      if (!playing) throw new Error('There is no page outside of a test.');
      return playing;
    },
  };
}
