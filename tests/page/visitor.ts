import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openPage } from './open.ts';
import { setSwitch } from './switches.ts';

export type Visitor = Awaited<ReturnType<typeof openVisitor>>;

/** The words that a visitor looks for to enter a number and a code. */
export const english = {
  number: 'Mobile number',
  consent: 'Text me a one-time code',
  submit: 'Submit',
  code: 'The code from the SMS',
};
export const german: typeof english = {
  number: 'Handynummer',
  consent: 'Schickt mir einen Einmalcode per SMS',
  submit: 'Code eingeben',
  code: 'Der Code aus der SMS',
};

/** Somebody at the page, in a browser of their own, who finds everything by what it is called. */
export async function openVisitor(browser: Browser, url: string, options?: BrowserContextOptions) {
  const opened = await openPage(browser, url, options);
  const { page } = opened;
  const messages = page.getByRole('region', { name: 'Messages in #' }).getByRole('listitem');
  const privately = messages.filter({ hasText: 'Only you can see this' });
  const answer = privately.last();
  const form = page.getByRole('dialog');
  const texts = page.getByRole('region', { name: 'Text messages' });

  const press = (label: string, on: Locator = answer) => on.getByRole('button', { name: label, exact: true }).click();

  async function standingOf(button: Locator): Promise<readonly [label: string, 'on' | 'off']> {
    return [(await button.textContent()) ?? '', (await button.isDisabled()) ? 'off' : 'on'];
  }

  async function sendForm(): Promise<void> {
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'hidden' });
  }

  return {
    ...opened,
    /** The message with the Verify button that everybody sees. */
    notice: messages.filter({ hasText: 'Verify your phone number' }).first(),
    /** All messages that nobody else sees, and the latest of them. */
    privately,
    answer,
    form,
    texts,
    ...toolsOf(page),
    press,
    sendForm,
    /** Waits until the latest answer says `words`. @param timeout in ms of real time */
    sees: (words: string | RegExp, timeout = 8_000) => answer.filter({ hasText: words }).waitFor({ timeout }),
    /** The buttons of the latest answer, and whether each can be pressed. */
    async buttons(): Promise<Record<string, 'on' | 'off'>> {
      const own = answer.getByRole('button').filter({ hasNotText: 'Dismiss message' });
      return Object.fromEntries(await Promise.all((await own.all()).map(standingOf)));
    },
    /** Fills in the number form in front and sends it. */
    async enterNumber(number: string, words = english) {
      await form.getByLabel(words.number).fill(number);
      await form.getByLabel(words.consent).check();
      await sendForm();
    },
    /** The code in the `count`-th text of the phone in front, once it is there. */
    async code(count = 1): Promise<string> {
      const text = await texts
        .getByRole('listitem')
        .nth(count - 1)
        .textContent();
      const code = text?.match(/(?<!\d)(\d{4,10})(?= is your| ist dein)/)?.[1];
      if (code === undefined) throw new Error(`No code in text ${count}.`);
      return code;
    },
    /** Opens the code form, types `code` and sends it. */
    async submit(code: string, words = english) {
      await press(words.submit);
      await form.getByLabel(words.code).fill(code);
      await sendForm();
    },
    close: () => page.context().close(),
  };
}

/** What is around the messages: the channels, the people and the tools. */
function toolsOf(page: Page) {
  return {
    channel: (name: string) => page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name }),
    person: (name: string) => page.getByRole('radio', { name }),
    async playAs(name: string) {
      await page.getByRole('radio', { name }).check();
      await page.getByRole('region', { name: `${name}'s phone`, includeHidden: true }).waitFor({ state: 'attached' });
    },
    /** On a narrow screen, brings one part of the page to the front. */
    show: (part: 'Server' | 'Phone' | 'Tools') =>
      page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: part }).click(),
    skip: (minutes: 1 | 10) => page.getByRole('button', { name: `Skip ${minutes} min` }).click(),
    /** Switches a fault on or off. */
    toggle: (fault: string, on: boolean) => setSwitch(page, fault, on),
  };
}
