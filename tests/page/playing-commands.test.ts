/** @module-tag long */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { playEach } from './open-playing.ts';

const playing = playEach();

async function command(text: string): Promise<void> {
  const { page } = playing.now();
  await page.locator('#composer').fill(text);
  await page.keyboard.press('Enter');
}

const said = (words: string) => playing.now().page.locator('.message').getByText(words).waitFor();

it('the bot completes an option, and people and channels are found by their names', async () => {
  const { page, sandbox } = playing.now();
  await command('/lamp');
  await page.keyboard.type('h');
  const options = page.getByRole('listbox', { name: 'which' }).getByRole('option');
  await options.filter({ hasText: 'Harbour lamp' }).waitFor();
  await page.keyboard.type('ill');
  await expect.poll(() => options.allTextContents()).toEqual(['Hill lamp']);
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.type('ves');
  await page.keyboard.press('Tab');
  await page.keyboard.type('#lo');
  await page.getByText('Nothing fits').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'where' }).fill('wel');
  await page.keyboard.press('Enter');
  await page.getByLabel('oil').fill('1.5');
  await page.getByRole('combobox', { name: 'wick' }).click();
  await page.getByRole('option', { name: 'True' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  const { people, channels } = sandbox.seeded;
  const all = `which=id:Hill lamp keeper=${people.vesper} where=${channels.welcome} oil=1.5 wick=true`;
  await said(`light ${all}`);
});

it('what the bot did not suggest may still be sent', async () => {
  const { page } = playing.now();
  await command('/lamp');
  await page.keyboard.type('My own');
  await page.getByText('Nothing fits').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await said('light which=My own');
});

it('a number beyond its bounds is refused in a sentence', async () => {
  const { page } = playing.now();
  await command('/lamp');
  await page.keyboard.type('My own');
  await page.getByLabel('oil').fill('9');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('alert').getByText('The option oil takes at most 5.').waitFor();
});

it('a picture shows with its words, and a file is there to be downloaded', async () => {
  const { page } = playing.now();
  await command('/chart');
  const picture = page.getByRole('img', { name: 'Lamps lit, a rising line' });
  await picture.waitFor();
  await expect.poll(() => page.evaluate("document.querySelector('.picture').naturalWidth")).toBe(1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'lamps.csv' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('lamps.csv');
  expect(await readFile(await file.path(), 'utf8')).toBe('lamp,lit');
});

it('files without a component are listed under the message, for their reader alone', async () => {
  const { page, sandbox } = playing.now();
  await command('/data');
  const link = page.getByRole('link', { name: 'my lamps.json' });
  const download = page.waitForEvent('download');
  await link.click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('{"lamps":3}');
  await page.getByRole('img', { name: 'chart.png' }).waitFor();
  const address = (await link.getAttribute('href')) ?? '';
  const { mira, jonas } = sandbox.seeded.people;
  const other = await page.request.get(sandbox.url + address.replace(mira, jonas));
  expect(other.status()).toBe(404);
});

it('a select takes as many as it allows, when it closes', async () => {
  const { page } = playing.now();
  await command('/form');
  const keepers = page.getByRole('combobox', { name: 'Choose keepers' });
  await keepers.click();
  await page.getByRole('option', { name: '@Jonas Feld' }).click();
  await page.keyboard.press('Escape');
  expect(await page.getByText(/^Got/).count(), 'one is not enough').toBe(0);
  await keepers.click();
  for (const name of ['@Jonas Feld', '@Nils Brandt', '@Ada Quill']) await page.getByRole('option', { name }).click();
  await page.keyboard.press('Escape');
  await said('Got 3');
});

it('a modal takes a long text and several people', async () => {
  const { page } = playing.now();
  await command('/form');
  await page.getByRole('button', { name: 'Write a letter' }).click();
  const form = page.getByRole('dialog', { name: 'A letter' });
  await form.getByRole('textbox', { name: 'Your words' }).fill('Two lines,\nof which this is one,');
  await form.getByRole('combobox', { name: 'To whom' }).click();
  for (const name of ['@Jonas Feld', '@Ada Quill']) await form.getByRole('option', { name }).click();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Submit' }).click();
  await said('of which this is one, to Jonas Feld and Ada Quill');
});
