import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator } from 'playwright-core';
import { commandLine, refuseCommand } from '../src/command-line.ts';
import type { Visitor } from '../tests/page/visitor.ts';

const HELP = `Takes pictures of the sandbox in Chromium: the opt-in, for the reviewer of a registration, the whole page, and what admins see.

  npm run pictures               retakes those in docs/images
  npm run pictures -- FOLDER     takes those of the opt-in, into your own folder

The form shows BRAND_NAME, TERMS_URL and PRIVACY_URL from the environment. Flags need a font with emoji, such as Noto Color Emoji.
`;

const NUMBER = '(415) 555-0123';
/** So high that every group of the tools is there. */
const PAGE = { width: 1280, height: 940 };
/** Enough for the whole form without a scroll bar, and so small that the phone is not mostly empty. */
const OPT_IN = { width: 1180, height: 760 };
/** Enough for a whole page of `/setup`. */
const ADMIN = { width: 1180, height: 1300 };

const { positionals } = commandLine({ help: HELP, positionals: 1 });
const [own] = positionals;
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { openVisitor } = await import('../tests/page/visitor.ts');
const { findBrowser, startBrowser } = await import('../tests/support/browser.ts');
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
  if (own === undefined) {
    await takeAdmin(browser, ['--onboarding'], takePlan);
    await takeAdmin(browser, [], takeGate);
    await takeAdmin(browser, ['--members', '5000'], takeCount);
  }
} finally {
  await browser.close();
}
process.stdout.write(`The pictures are in ${folder}.\n`);

/** The sandbox in a process of its own, on any free port. */
async function startSandbox(options: readonly string[] = []): Promise<{ readonly url: string; stop(): void }> {
  const main = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url));
  const pages = { TERMS_URL: 'https://latchkey.example/terms', PRIVACY_URL: 'https://latchkey.example/privacy' };
  const child = spawn(process.execPath, [main, '--port', '0', ...options], {
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

/** What an admin of a sandbox of its own sees, in their `/setup`. */
async function takeAdmin(browser: Browser, options: readonly string[], act: (ada: Visitor) => Promise<void>) {
  const sandbox = await startSandbox(options);
  try {
    const ada = await openVisitor(browser, sandbox.url, { viewport: ADMIN, timezoneId: 'UTC' });
    await ada.playAs('Ada Quill');
    await runSetup(ada);
    await ada.sees('Verification setup');
    await act(ada);
    await ada.close();
  } finally {
    sandbox.stop();
  }
}

async function runSetup({ page }: Visitor): Promise<void> {
  await page.locator('#composer').fill('/setup');
  await page.getByRole('option', { name: '/setup' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

/** What **Set it up for me…** would do. */
async function takePlan(ada: Visitor): Promise<void> {
  await ada.press('Set it up for me…');
  await ada.sees('If you press');
  await take('admin-plan', ada.answer);
}

/** The open gate, and the history of settings. */
async function takeGate(ada: Visitor): Promise<void> {
  const { page, form, sendForm } = ada;
  await goTo(ada, 'Open gate');
  await ada.press('Open the gate…');
  await form.getByRole('combobox').click();
  await page.getByRole('option', { name: '4 hours', exact: true }).click();
  await form.getByRole('textbox').fill('No codes arrive since noon');
  await sendForm();
  await ada.sees('The gate is open');
  await take('admin-gate', ada.answer);
  await ada.press('Close now');
  await ada.sees('The gate is closed');
  await goTo(ada, 'Exempt members');
  await ada.press('Exempt them');
  await ada.sees('members who boost the server get in');
  await goTo(ada, 'Welcome');
  await ada.press('Edit words');
  await form.getByRole('textbox').fill('Say hello in the lounge!');
  await sendForm();
  await ada.sees('Your words');
  await goTo(ada, 'History');
  await ada.sees('History of settings');
  await take('admin-history', ada.answer);
}

/** Whom a run would verify, before it begins. */
async function takeCount(ada: Visitor): Promise<void> {
  await goTo(ada, 'Members');
  await ada.press('Verify many');
  await ada.sees('Whom do you want to verify?');
  await ada.press('Joined before a day…');
  await ada.form.getByRole('textbox').fill(new Date().toISOString().slice(0, 10));
  await ada.sendForm();
  await ada.sees('would be verified by hand', 60_000);
  await take('admin-count', ada.answer);
}

async function goTo({ answer, page }: Visitor, name: string): Promise<void> {
  await answer.getByRole('combobox').last().click();
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await answer.getByRole('combobox').last().filter({ hasText: name }).waitFor();
}

async function take(name: string, of: Locator): Promise<void> {
  // No button is lit because the mouse was left there.
  await of.page().mouse.move(0, 0);
  await of.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
