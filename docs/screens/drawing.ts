import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'playwright-core';
import type { Message, Modal, PageView } from '../../sandbox/control/view.ts';
import { filesFor } from '../../src/discord/stats/picture/letters.ts';
import { fixtureStage, richView } from '../../tests/page/fixture.ts';
import { openPage } from '../../tests/page/open.ts';
import { servePage } from '../../tests/page/serve.ts';

/** A screen, and the name of its picture. */
export interface Drawn {
  readonly name: string;
  readonly screen: Message | Modal;
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Messages that are on the page together. */
const AT_ONCE = 20;
/** So high that the longest message is there as a whole. */
const PAGE = { viewport: { width: 1280, height: 4500 }, timezoneId: 'UTC', reducedMotion: 'reduce' } as const;
/** Whom the messages are about. */
const NAMES = ['Mira Vale', 'Jonas Feld', 'Ada Quill', 'Vesper Lane', 'Nils Brandt'];

/** Takes a picture of each screen on the sandbox's page, as somebody sees it whose client is in `locale`. */
export async function draw(browser: Browser, locale: string, screens: readonly Drawn[], folder: string): Promise<void> {
  const people = richView().people.map((person) => ({ ...person, locale }));
  const guide = { button: null, memberCommand: null, adminCommand: null };
  const { stage, show } = fixtureStage({ ...richView(), people, guide, messages: [], modal: null });
  const server = await servePage(stage);
  const { page } = await openPage(browser, server.url, PAGE);
  try {
    await bringFonts(page, locale, JSON.stringify(screens));
    const messages = screens.flatMap(({ name, screen }) => ('author' in screen ? [{ name, screen }] : []));
    for (let from = 0; from < messages.length; from += AT_ONCE) {
      const some = messages.slice(from, from + AT_ONCE);
      show({ messages: some.map(({ screen }) => screen), ...named(some.map(({ screen }) => screen)) });
      await takeMessages(page, some, folder);
    }
    for (const { name, screen } of screens) {
      if ('author' in screen) continue;
      show({ messages: [], modal: screen, ...named(screen) });
      await page.locator(`#modal[open]`).getByRole('heading', { name: screen.title, exact: true }).waitFor();
      await page.locator('#modal .modal').screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
      show({ modal: null });
      await page.locator('#modal:not([open])').waitFor({ state: 'attached' });
    }
  } finally {
    await page.context().close();
    await server.close();
  }
}

/**
 * Gives the page the fonts that the picture of `/stats` has, for letters that this machine has no font for. They come as bytes: the page takes
 * no font from an address.
 */
async function bringFonts(page: Page, locale: string, words: string): Promise<void> {
  const fonts = filesFor(locale, words).map(({ family, path }) => ({ family, file: readFileSync(path, 'base64') }));
  await page.evaluate(`Promise.all(${JSON.stringify(fonts)}.map(async ({ family, file }) => {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    const face = new FontFace(family, bytes, { weight: '100 900' });
    document.fonts.add(await face.load());
  }))`);
  const names = JSON.stringify(fonts.map(({ family }) => `, "${family}"`).join(''));
  // Code has a font of its own, which has no letters but Latin ones on many a machine.
  await page.evaluate(`document.documentElement.style.fontFamily = getComputedStyle(document.documentElement).fontFamily + ${names};
    const forCode = new CSSStyleSheet();
    forCode.replaceSync('code { font-family: ui-monospace, monospace' + ${names} + ' }');
    document.adoptedStyleSheets.push(forCode);`);
}

async function takeMessages(page: Page, some: readonly { name: string; screen: Message }[], folder: string) {
  await page.locator(`[data-message-id="${some.at(-1)?.screen.id}"]`).waitFor();
  // The page has scrolled to the newest by then.
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  // One picture of the page is cut into those of its messages: Chromium needs as long for the page as for one of them. Those that are not
  // wholly on it come last, because the page scrolls for them.
  const whole = await loadImage(await page.screenshot({ animations: 'disabled' }));
  const room = await page.locator('#messages').boundingBox();
  const beyond: (() => Promise<unknown>)[] = [];
  for (const { name, screen } of some) {
    const message = page.locator(`[data-message-id="${screen.id}"] .message-main`);
    const path = join(folder, `${name}.png`);
    const box = await message.boundingBox();
    if (box && room && isWithin(box, room)) writeFileSync(path, cut(whole, box));
    else beyond.push(() => message.screenshot({ path, animations: 'disabled' }));
  }
  for (const take of beyond) await take();
}

/** Whether a message is seen as a whole: what has scrolled out of the room for messages is behind the head of the channel and the hints. */
const isWithin = (box: Box, room: Box) => box.y >= room.y && box.y + box.height <= room.y + room.height;

/** @param box in pixels of the picture, as PNG */
function cut(whole: Image, { x, y, width, height }: Box): Buffer {
  const canvas = createCanvas(Math.ceil(width), Math.ceil(height));
  canvas.getContext('2d').drawImage(whole, -Math.floor(x), -Math.floor(y));
  return canvas.toBuffer('image/png');
}

/** Other letters than Latin ones, some of those that a language has. */
export function lettersOf(texts: Iterable<readonly string[]>): string {
  const letters =
    [...texts]
      .flat()
      .join('')
      .match(/(?!\p{Script=Latin})\p{L}/gu) ?? [];
  return [...new Set(letters)].slice(0, 12).join('');
}

/** Whether there is a font for some letters of a language. Without one, all of them are the same box in Chromium. */
export async function hasFont(browser: Browser, locale: string, letters: string): Promise<boolean> {
  if (letters.length < 2 || filesFor(locale, letters).length > 0) return true;
  const page = await browser.newPage();
  const looks = await page.evaluate(`[...${JSON.stringify(letters)}].map((letter) => {
    const canvas = new OffscreenCanvas(40, 40).getContext('2d');
    canvas.font = '24px sans-serif';
    canvas.fillText(letter, 4, 30);
    return canvas.getImageData(0, 0, 40, 40).data.join();
  })`);
  await page.close();
  return new Set(Array.isArray(looks) ? looks : []).size > letters.length / 2;
}

/** Names for the ids that there are. */
function named(screens: unknown): Pick<PageView, 'users' | 'roles' | 'channels'> {
  const words = JSON.stringify(screens);
  const idsOf = (pattern: RegExp) => [...new Set([...words.matchAll(pattern)].map(([, id = '']) => id))];
  const { channels } = richView();
  return {
    users: idsOf(/<@!?(\d+)>/g).map((id, at) => ({ id, name: NAMES[at % NAMES.length] ?? '', bot: false })),
    roles: idsOf(/<@&(\d+)>/g).map((id, at) => ({ id, name: at === 0 ? 'Verified' : `Role ${at}`, color: 0x3fa672 })),
    channels: [
      ...channels,
      ...idsOf(/<#(\d+)>/g).map((id, at) => ({
        id,
        name: at === 0 ? 'verify' : `channel-${at}`,
        locked: false,
        direct: false,
      })),
    ],
  };
}
