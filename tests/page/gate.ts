import type { Locator } from 'playwright-core';
import { miraTypes } from './visiting.ts';
import type { Visitor } from './visitor.ts';

/** What the gate's tests need beside one member's means: staff, several members, many SMS. */
export const gateEnv = {
  DISCORD_INTENTS: 'members,moderation',
  SENDS_PER_MEMBER_PER_DAY: '100',
  SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: '100',
  SENDS_PER_NUMBER_PER_DAY: '100',
};

/** The messages of the channel in front. */
export const messages = ({ page }: Visitor) =>
  page.getByRole('region', { name: 'Messages in #' }).getByRole('listitem');

/** Types a command without options, and runs it. */
export async function run({ page }: Visitor, command: string): Promise<void> {
  await page.locator('#composer').fill(command);
  await page.getByRole('option', { name: command }).waitFor();
  await page.keyboard.press('Enter');
  const runs = page.getByRole('button', { name: 'Run', exact: true });
  const isDrawn = page
    .locator('.message')
    .filter({ hasText: `used ${command}` })
    .last();
  await runs.or(isDrawn).first().waitFor();
  if (await runs.isVisible()) await runs.click();
}

/** Takes one of the choices of a select in the latest answer. */
export async function choose({ page, answer }: Visitor, select: RegExp, option: RegExp): Promise<void> {
  await answer.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Goes to a channel as somebody. */
export async function goAs(visitor: Visitor, name: string, channel: string): Promise<void> {
  await visitor.playAs(name);
  await visitor.channel(channel).click();
  await visitor.page.getByRole('main', { name: `#${channel}` }).waitFor();
}

/** Opens the menu of a member and takes one of its entries. */
export async function takeFromMenu({ page }: Visitor, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Members' }).click();
  await page.locator('.members').getByRole('button', { name }).click();
  await page.getByRole('menu', { name }).getByRole('menuitem', { name: item }).click();
}

/** Fills in the form in front, whose text field is its only one, and sends it. */
export async function write({ form, sendForm }: Visitor, words: string): Promise<void> {
  await form.getByRole('textbox').fill(words);
  await sendForm();
}

/** Proves the number of Mira and Vesper, as one of them. @param texts how many SMS the phone has then */
export async function prove(visitor: Visitor, name: string, texts: number): Promise<void> {
  await goAs(visitor, name, 'verify');
  await visitor.press('Verify', visitor.notice);
  const goOn = visitor.answer.getByRole('button', { name: 'Continue', exact: true });
  await visitor.form.or(goOn).first().waitFor();
  // Who was revoked hears that first.
  if (!(await visitor.form.isVisible())) await goOn.click();
  await visitor.enterNumber(miraTypes);
  await visitor.sees('Press Send OTP');
  await visitor.press('Send OTP');
  await visitor.sees('Your code is on its way');
  await visitor.skip(1);
  await visitor.sees('Your code was delivered');
  await visitor.submit(await visitor.code(texts));
}

/** Whether somebody's roles, as the list of people shows them, are these. */
export const shows = ({ person }: Visitor, name: string, roles: string): Locator => person(`${name} ${roles}`);
