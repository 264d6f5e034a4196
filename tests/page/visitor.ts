import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { type Opened, openPage } from './open.ts';

export type Visitor = Awaited<ReturnType<typeof openVisitor>>;

/** What the number form asks, in the words of the language it is shown in. */
export interface NumberForm {
  readonly country: string;
  readonly number: string;
  readonly consent: string;
}

export const english: NumberForm = {
  country: 'Country code',
  number: 'Mobile number',
  consent: 'Text me a one-time code',
};

/** Somebody at the page, in a browser of their own, who finds everything by what it is called. */
export async function openVisitor(browser: Browser, url: string, options?: BrowserContextOptions) {
  const opened: Opened = await openPage(browser, url, options);
  const { page } = opened;
  const messages = page.getByRole('region', { name: 'Messages in #' }).getByRole('listitem');
  const privately = messages.filter({ hasText: 'Only you can see this' });
  const form = page.getByRole('dialog');
  const texts = page.getByRole('region', { name: 'Text messages' });

  const self = {
    ...opened,
    notice: messages.filter({ hasText: 'Verify your phone number' }).first(),
    /** All messages that nobody else sees. */
    privately,
    /** The latest of them. */
    answer: privately.last(),
    form,
    texts,
    channel: (name: string) => page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name }),
    standing: (name: string) => page.getByRole('radio', { name }),
    press: (label: string, on: Locator = self.answer) => on.getByRole('button', { name: label, exact: true }).click(),
    /** Waits until the latest answer says `words`. */
    sees: (words: string | RegExp) => self.answer.filter({ hasText: words }).waitFor(),
    /** The buttons of the latest answer, and whether each can be pressed. */
    async buttons(): Promise<Record<string, 'on' | 'off'>> {
      const all = await self.answer.getByRole('button').all();
      const named = all.map(async (button) => {
        const standing: 'on' | 'off' = (await button.isDisabled()) ? 'off' : 'on';
        return [(await button.textContent()) ?? '', standing] as const;
      });
      const { 'Dismiss message': _, ...own } = Object.fromEntries(await Promise.all(named));
      return own;
    },
    async playAs(name: string) {
      await self.standing(name).check();
      await page.getByRole('region', { name: `${name}'s phone` }).waitFor({ state: 'attached' });
    },
    skip: (minutes: 1 | 10) => page.getByRole('button', { name: `Skip ${minutes} min` }).click(),
    async toggle(name: string, on: boolean) {
      await page.getByRole('switch', { name }).setChecked(on);
      await page.getByRole('switch', { name, checked: on }).waitFor();
    },
    /** Fills in the number form in front and sends it. */
    async enterNumber(number: string, fields: NumberForm = english) {
      await form.getByLabel(fields.number).fill(number);
      await form.getByLabel(fields.consent).check();
      await self.sendForm();
    },
    async sendForm() {
      await form.getByRole('button', { name: 'Submit' }).click();
      await form.waitFor({ state: 'hidden' });
    },
    /** From the notice to a panel with `number` entered. */
    async begin(number: string) {
      await self.press('Verify', self.notice);
      await self.enterNumber(number);
      await self.sees('Press Send OTP');
    },
    /** The code in the newest text on the phone in front, once there are `count` texts. */
    async code(count = 1) {
      const newest = texts.getByRole('listitem').nth(count - 1);
      const code = (await newest.textContent())?.match(/code(?: is| ist) (\d{4,10})/i)?.[1];
      if (code === undefined) throw new Error('The newest text carries no code.');
      return code;
    },
    /** Presses Submit on the panel, types a code and sends it. */
    async submit(code: string, labels = { open: 'Submit', field: 'The code from the SMS' }) {
      await self.press(labels.open);
      await form.getByLabel(labels.field).fill(code);
      await self.sendForm();
    },
    close: () => page.context().close(),
  };
  return self;
}
