import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { PageView } from '../../sandbox/control/view.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';
import { fixtureStage, richView } from './fixture.ts';
import { openPage } from './open.ts';
import { servePage } from './serve.ts';

export const NARROW = { viewport: { width: 390, height: 844 } };
/** What is wider than the box it is cut off or scrolled in, but for what is meant to be. */
export const CUT_OFF = `[...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && !element.closest('pre, .channels ul, .switcher, .unseen, input'))
  .filter((element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth)
  .map((element) => element.className)`;

/** A browser for the tests of a file, and a way to look at the page in it. Without one the tests are skipped, and say so. */
export function lookEach() {
  const path = findBrowser();
  let browser: Browser;

  beforeAll(async () => {
    if (path) browser = await startBrowser(path);
  });
  afterAll(() => browser?.close());
  beforeEach(({ skip }) => skip(!path, NO_BROWSER));

  /** Shows `change` over the fixture's view, and lets `look` at it; whatever the console complains of fails the test. */
  async function shown(change: Partial<PageView>, options: BrowserContextOptions, look: (page: Page) => Promise<void>) {
    const { stage } = fixtureStage({ ...richView(), ...change });
    const server = await servePage(stage);
    const opened = await openPage(browser, server.url, { reducedMotion: 'reduce', ...options });
    try {
      await look(opened.page);
      expect(opened.complaints).toEqual([]);
      expect(opened.outside).toEqual([]);
    } finally {
      await opened.page.context().close();
      await server.close();
    }
  }

  return { shown, browser: () => browser };
}
