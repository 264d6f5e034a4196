import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Sandbox, skippableClock } from '../../sandbox/sandbox.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';
import { startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';
import { openVisitor, type Visitor } from './visitor.ts';

/**
 * A test that is played in the page: by a `visitor`, in a real browser, against the real bot. Afterwards the page must not
 * have complained or asked for anything but the sandbox. Without a browser the test is skipped, and says so.
 */
export const it = test
  .extend('browserPath', { scope: 'file' }, () => findBrowser())
  .extend('browser', { scope: 'file' }, async ({ browserPath }, { onCleanup }) => {
    if (browserPath === undefined) {
      process.stderr.write(`${NO_BROWSER}\n`);
      return undefined;
    }
    const browser = await startBrowser(browserPath);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('look', (): BrowserContextOptions => ({}))
  .extend('setUp', (): boolean => true)
  .extend('prepare', (): ((sandbox: Sandbox) => void) => () => {})
  .extend('env', (): Readonly<Record<string, string>> => ({}))
  .extend('languages', (): readonly string[] => ['de'])
  .extend('play', async ({ browser, setUp, prepare, env, languages, skip }, { onCleanup }) => {
    skip(browser === undefined, NO_BROWSER);
    const play = await startPlay({ clock: skippableClock(), setUp, prepare, env, languages });
    onCleanup(() => play.stop());
    if (setUp) await openStaffChannel(play);
    return play;
  })
  .extend('visitor', async ({ browser, play, look }, { onCleanup }) => {
    if (!browser) throw new Error(NO_BROWSER);
    const visitor = await openVisitor(browser, play.sandbox.url, look);
    onCleanup(async () => {
      await visitor.close();
      expect(visitor.complaints).toEqual([]);
      expect(visitor.outside).toEqual([]);
    });
    return visitor;
  });

export const miraTypes = '+1 (415) 555-0123';
export const miraInFull = '+1 415 555 0123';
export const miraMasked = '+1 ••• ••• ••23';

/** From the notice to a panel with `number` entered. */
export async function begin(visitor: Visitor, number = miraTypes): Promise<void> {
  await visitor.press('Verify', visitor.notice);
  await visitor.enterNumber(number);
  await visitor.sees('Press Send OTP');
}

/** From the notice to a code that is on its way. The next skip brings it. */
export async function sendTo(visitor: Visitor, number = miraTypes): Promise<void> {
  await begin(visitor, number);
  await visitor.press('Send OTP');
  await visitor.sees('Your code is on its way');
}

/** Lets the code arrive, and reads it. The panel has heard of it before, so that it does not change under what follows. */
export async function receive(visitor: Visitor, count = 1): Promise<string> {
  await visitor.skip(1);
  await visitor.sees('Your code was delivered');
  return visitor.code(count);
}

/** A code that is not `code`. */
export const another = (code: string) => (code === '0000' ? '1111' : '0000');
