import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator } from 'playwright-core';
import { commandLine, refuseCommand } from '../src/command-line.ts';
import { openVisitor, type Visitor } from '../tests/page/visitor.ts';
import { findBrowser, startBrowser } from '../tests/support/browser.ts';

const HELP = `Takes pictures of the sandbox in Chromium: of the opt-in, for the reviewer of a registration, and of the whole page.

  npm run pictures               renews those in docs/images
  npm run pictures -- FOLDER     takes those of the opt-in, into a folder of yours

BRAND_NAME, TERMS_URL and PRIVACY_URL of the environment are in the form. Flags need a font with emoji, such as Noto Color Emoji.
`;

const NUMBER = '(415) 555-0123';
/** So high that every group of the tools is there. */
const PAGE = { width: 1280, height: 940 };
/** Enough for the whole form without a scroll bar, and so small that the phone is not mostly empty. */
const OPT_IN = { width: 1180, height: 760 };

const { positionals } = commandLine({ help: HELP, positionals: 1 });
const [own] = positionals;
const folder = own === undefined ? fileURLToPath(new URL('images', import.meta.url)) : resolve(own);
const chromium = findBrowser();
if (chromium === undefined) refuseCommand('No Chromium found: install it, or set CHROMIUM_PATH.', HELP);
mkdirSync(folder, { recursive: true });

const browser = await startBrowser(chromium);
try {
  const sandbox = await startSandbox();
  try {
    await takeOptIn(browser, sandbox.url);
    if (own === undefined) await takePage(browser, sandbox.url);
  } finally {
    sandbox.stop();
  }
} finally {
  await browser.close();
}
process.stdout.write(`The pictures are in ${folder}.\n`);

/** The sandbox in a process of its own, on any free port. */
async function startSandbox(): Promise<{ readonly url: string; stop(): void }> {
  const main = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url));
  const pages = { TERMS_URL: 'https://latchkey.example/terms', PRIVACY_URL: 'https://latchkey.example/privacy' };
  const child = spawn(process.execPath, [main, '--port', '0'], {
    env: { ...pages, ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    // SIGTERM has it delete what it stored.
    if (url !== undefined) return { url, stop: () => void child.kill('SIGTERM') };
  }
  throw new Error('The sandbox did not start.');
}

/** Mira's way from the form to her SMS, as a reviewer wants to see it. */
async function takeOptIn(browser: Browser, url: string): Promise<void> {
  const options = { viewport: OPT_IN, deviceScaleFactor: 1.5, timezoneId: 'UTC' };
  const visitor = await openVisitor(browser, url, options);
  const { form, answer, page } = visitor;
  await visitor.press('Verify', visitor.notice);
  await form.waitFor();
  await take('opt-in-form', form);
  await form.getByLabel('Mobile number').fill(NUMBER);
  await form.getByLabel('Text me a one-time code').check();
  await take('opt-in-agreed', form);
  await visitor.sendForm();
  await confirmCountry(visitor);
  await visitor.sees('Press Send OTP');
  await take('opt-in-panel', answer);
  await visitor.press('Send OTP');
  await visitor.sees('Your code is on its way');
  await visitor.skip(1);
  await visitor.sees('Your code was delivered');
  await visitor.code();
  await take('opt-in-sms', page.locator('.phone'));
  await visitor.close();
}

/** Where the form did not say which country the number is from, the panel asks. */
async function confirmCountry({ answer, press }: Visitor): Promise<void> {
  await answer
    .getByRole('button', { name: /^(Yes|Send OTP)$/ })
    .first()
    .waitFor();
  if (await answer.getByRole('button', { name: 'Yes' }).isVisible()) await press('Yes');
}

/** The whole page once the code is there, in the light and in the dark. */
async function takePage(browser: Browser, url: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const visitor = await openVisitor(browser, url, { viewport: PAGE, colorScheme, timezoneId: 'UTC' });
    await visitor.sees('Your code was delivered');
    await visitor.code();
    await take(colorScheme === 'light' ? 'sandbox' : 'sandbox-dark', visitor.page.locator('body'));
    await visitor.close();
  }
}

async function take(name: string, of: Locator): Promise<void> {
  // No button is lit because the mouse was left there.
  await of.page().mouse.move(0, 0);
  await of.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
