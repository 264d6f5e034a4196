import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, it, onTestFinished } from 'vitest';
import { draw, hasFont, lettersOf } from '../../docs/screens/drawing.ts';
import { lines } from '../../docs/screens/views.ts';
import { findBrowser, NO_BROWSER, startBrowser } from '../support/browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const command = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  promisify(execFile)(process.execPath, ['docs/screens/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });

it('without Chromium, the command says what to do; without a language, which there are', async () => {
  const noBrowser = command(['--locale', 'de'], { CHROMIUM_PATH: '/nowhere/chromium' });
  await expect(noBrowser).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('set CHROMIUM_PATH') });
  await expect(command([])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/locales\/: .*de.*or all/),
  });
});

it('letters that need a font are those of the language', () => {
  expect(lettersOf([['Ελλάδα', 'SMS'], ['αλ']])).toBe('Ελάδα');
});

it('messages and forms become pictures, in letters of their language', { tags: ['long'] }, async ({ skip }) => {
  const chromium = findBrowser();
  if (chromium === undefined) return skip(NO_BROWSER);
  const { browser, folder } = await opened(chromium);
  const form = {
    interactionId: 'm',
    customId: 'm',
    title: 'Deine Handynummer',
    components: [{ type: 10, content: 'Hallo' }],
  };
  const long = lines(
    'b',
    Array.from({ length: 60 }, (_, index) => `Zeile ${index}`),
  );
  await draw(
    browser,
    'de',
    [
      { name: 'a', screen: lines('a', ['Hallo']) },
      { name: 'b', screen: long },
      { name: 'c', screen: form },
    ],
    folder,
  );
  const heightOf = (name: string) => readFileSync(join(folder, `${name}.png`)).readUInt32BE(20);
  expect(heightOf('a')).toBeGreaterThan(30);
  expect(heightOf('b')).toBeGreaterThan(60 * 16);
  expect(heightOf('c')).toBeGreaterThan(100);
  expect(await hasFont(browser, 'de', 'abcdef')).toBe(true);

  // Without a font, both would be the same box.
  const ofLetter = async (letter: string, locale = 'ja') => {
    await draw(browser, locale, [{ name: 'd', screen: lines('d', [letter]) }], folder);
    return readFileSync(join(folder, 'd.png'), 'base64');
  };
  expect(await ofLetter('漢')).not.toBe(await ofLetter('語'));
  expect(await ofLetter('`ก`', 'th'), 'in code').not.toBe(await ofLetter('`ข`', 'th'));
  expect(await hasFont(browser, 'ja', '漢語')).toBe(true);
});

it('no picture of many messages has a part of the page over it', { tags: ['long'] }, async ({ skip }) => {
  const chromium = findBrowser();
  if (chromium === undefined) return skip(NO_BROWSER);
  const { browser, folder } = await opened(chromium);
  // Short ones first: when the long ones fill the page, some of them are just above its room for messages.
  const bars = [...Array.from({ length: 10 }, () => 2), ...Array.from({ length: 10 }, () => 12)];
  const drawn = bars.map((count, index) => ({
    name: `m${index}`,
    screen: lines(
      `m${index}`,
      Array.from({ length: count }, () => '█'.repeat(30)),
    ),
  }));
  await draw(browser, 'de', drawn, folder);
  const dark = await Promise.all(drawn.map(({ name }) => darkIn(join(folder, `${name}.png`))));
  const short = dark.slice(0, 10);
  for (const count of short) expect(count).toBeGreaterThan(Math.max(...short) * 0.95);
});

/** A browser, and a folder for pictures. Both are gone once the test is over. */
async function opened(chromium: string) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-screens-'));
  const browser = await startBrowser(chromium);
  onTestFinished(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { browser, folder };
}

/** How many pixels of a picture are dark. */
async function darkIn(path: string): Promise<number> {
  const image = await loadImage(path);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return data.filter((value, index) => index % 4 === 1 && value < 100).length;
}
