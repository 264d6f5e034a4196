/** @module-tag long */
import { describe, expect } from 'vitest';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts, type Text } from '../../src/text/texts.ts';
import { goAs, run } from './gate.ts';
import { it } from './visiting.ts';
import type { Visitor } from './visitor.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
/** One language of each script, and its English name on the page. No client of Discord's has the last two: there the server's language does it. */
const scripts = [
  ['Latin', 'de', 'German'],
  ['Cyrillic', 'ru', 'Russian'],
  ['Greek', 'el', 'Greek'],
  ['Thai', 'th', 'Thai'],
  ['Devanagari', 'hi', 'Hindi'],
  ['Chinese', 'zh-CN', 'Simplified Chinese'],
  ['Japanese', 'ja', 'Japanese'],
  ['Korean', 'ko', 'Korean'],
  ['Arabic', 'ar', 'Arabic'],
  ['Hebrew', 'he', 'Hebrew'],
] as const;
const noClient = ['ar', 'he'];
const number = '+1 (415) 555-0123';

/** Mira's Discord is in a language. */
async function speaks({ page }: Visitor, language: string): Promise<void> {
  const choice = page.getByRole('group', { name: 'Mira Vale' }).getByRole('combobox', { name: /^Language/ });
  await choice.click();
  await page.getByRole('option', { name: language }).click();
  await choice.and(page.getByRole('combobox', { expanded: false })).waitFor();
}

/** Ada has the whole server read a language. */
async function readsAlone(visitor: Visitor, language: string): Promise<void> {
  const { page, answer } = visitor;
  const take = async (select: number, option: string) => {
    await answer.getByRole('combobox').nth(select).click();
    await page.getByRole('option', { name: option }).click();
  };
  await goAs(visitor, 'Ada Quill', 'verify');
  await run(visitor, '/setup');
  await visitor.sees('Verification setup');
  await answer.getByRole('combobox').last().click();
  await page.getByRole('option', { name: /^Language/ }).click();
  await visitor.sees('Language of the server');
  await take(1, language);
  await answer.getByRole('combobox', { name: 'Languages in Latin letters', exact: true }).waitFor();
  await take(2, 'The language of the server');
  await answer.getByRole('combobox', { name: 'The language of the server' }).waitFor();
  await goAs(visitor, 'Mira Vale', 'verify');
}

/** From the notice to the role, by what is written on the page in a language. */
async function verifies(visitor: Visitor, notice: Text, { t }: Text): Promise<void> {
  const { page, answer, form, texts: phone, press, sendForm } = visitor;
  const verify = page
    .getByRole('region', { name: 'Messages in #' })
    .getByRole('button', { name: notice.t('notice.verify') });
  await verify.first().click();
  await form.getByText(t('number.title'), { exact: true }).waitFor();
  await form.getByLabel(t('number.number')).fill(number);
  await form.getByLabel(t('number.consent')).check();
  await sendForm();
  const yes = answer.getByRole('button', { name: t('panel.yes'), exact: true });
  const send = answer.getByRole('button', { name: t('panel.send'), exact: true });
  await yes.or(send).first().waitFor();
  if (await yes.isVisible()) await press(t('panel.yes'));
  await press(t('panel.send'));
  await visitor.skip(1);
  const sms = phone.getByRole('listitem').first();
  await sms.waitFor();
  const code = /(?<!\d)\d{4}(?!\d)/.exec((await sms.textContent()) ?? '')?.[0] ?? expect.fail('no code');
  await press(t('panel.submit'));
  await form.getByLabel(t('code.label')).fill(code);
  await sendForm();
  await page.getByRole('radio', { name: 'Mira Vale Verified' }).waitFor();
}

/** The languages that have a file so far. */
const isThere = (locale: string) => texts.locales.includes(locale);

describe('the whole way to the role', () => {
  it.override('languages', scripts.map(([, locale]) => locale).filter(isThere));
  for (const [script, locale, language] of scripts) {
    it(`is in ${language}, in ${script} letters`, { timeout: 60_000 }, async ({ visitor, skip }) => {
      skip(!isThere(locale), `locales/${locale}.json does not exist yet.`);
      const isServers = noClient.includes(locale);
      if (isServers) await readsAlone(visitor, language);
      else await speaks(visitor, language);
      const text = texts.for(locale);
      await verifies(visitor, isServers ? text : texts.for('en-US'), text);
      const title = `[...document.querySelectorAll('.message h3')].at(-1)`;
      const direction = await visitor.page.evaluate(`getComputedStyle(${title}).direction`);
      expect(direction).toBe(isServers ? 'rtl' : 'ltr');
    });
  }
});
