/** @module-tag long */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../sandbox/control/faults.ts';
import type { PageView } from '../../sandbox/control/view.ts';
import { AUDIT, fixtureStage, richView, SETTINGS } from './fixture.ts';
import { message, NOTICE, NUMBER_MODAL, PANEL, RICH, text } from './fixture-messages.ts';
import { CUT_OFF, lookEach, NARROW } from './looking.ts';
import { openPage } from './open.ts';
import { servePage } from './serve.ts';

const { shown, browser } = lookEach();

const LOADING = message({ id: '5009', createdAt: richView().now, loading: true, ephemeral: true });

const SCENES: [name: string, change: Partial<PageView>][] = [
  ['a notice and a panel', {}],
  ['a modal', { modal: NUMBER_MODAL }],
  ['everything a message can hold', { messages: [RICH] }],
  [
    'failures',
    {
      messages: [NOTICE, PANEL, LOADING],
      failed: { is: 'component', messageId: PANEL.id, customId: 'panel:submit' },
      problem: 'This modal is no longer open.',
      faults: [...FAULTS],
    },
  ],
];

describe.each(SCENES)('%s', (_, change) => {
  it.each(['light', 'dark'] as const)('can be read in the %s', async (colorScheme) => {
    const contrast = await readFile(new URL('./contrast.js', import.meta.url), 'utf8');
    await shown(change, { colorScheme }, async (page) => {
      expect(await page.evaluate(contrast)).toEqual([]);
    });
  });

  it.each(['light', 'dark'] as const)("can be read in Discord's colours, %s", async (colorScheme) => {
    const contrast = await readFile(new URL('./contrast.js', import.meta.url), 'utf8');
    await shown({ ...change, modal: null }, { colorScheme }, async (page) => {
      await page.getByRole('switch', { name: "Discord's colours" }).click();
      await page.locator('[data-look="discord"]').waitFor();
      expect(await page.evaluate(contrast)).toEqual([]);
      await page.locator('.channels').getByRole('button', { name: 'Members' }).click();
      await page.locator('.members').getByRole('button', { name: 'Jonas Feld' }).click();
      await page.locator('.menu').waitFor();
      expect(await page.evaluate(contrast)).toEqual([]);
      await page.reload();
      await page.locator('[data-look="discord"]').waitFor();
    });
  });

  it('fits 390 pixels in each of its parts', async () => {
    await shown({ ...change, modal: null }, NARROW, async (page) => {
      for (const part of ['Server', 'Phone', 'Tools']) {
        await page.locator('.tabs').getByRole('button', { name: part }).click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        expect(await page.evaluate(CUT_OFF)).toEqual([]);
      }
    });
  });
});

describe.each([
  ['the members and the menu of one', 'Members', 'Jonas Feld'],
  ['the settings', 'Server settings', undefined],
  ['the audit log', 'Audit log', undefined],
])('%s', (_, place, member) => {
  const change: Partial<PageView> = {
    settings: SETTINGS,
    audit: AUDIT,
    members: richView().members.map((known) => ({ ...known, moves: ['kick'], assignable: ['701', '702'] })),
    userCommands: [{ name: 'Verification', label: 'Verification' }],
  };
  async function open(page: Page): Promise<void> {
    await page.locator('.channels').getByRole('button', { name: place }).click();
    if (member) await page.locator('.members').getByRole('button', { name: member }).click();
    await page.locator(member ? '.menu' : '.page').waitFor();
  }

  it.each(['light', 'dark'] as const)('can be read in the %s', async (colorScheme) => {
    const contrast = await readFile(new URL('./contrast.js', import.meta.url), 'utf8');
    await shown(change, { colorScheme }, async (page) => {
      await open(page);
      expect(await page.evaluate(contrast)).toEqual([]);
    });
  });

  it('fits 390 pixels, and its menu stays inside', async () => {
    await shown(change, NARROW, async (page) => {
      await open(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
      const box = await page.locator(member ? '.menu' : '.page').boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    });
  });
});

describe('all the tools at once, for somebody who is pending', () => {
  const change: Partial<PageView> = {
    faults: [...FAULTS],
    people: richView().people.map((person) => ({ ...person, pending: true })),
    onboarding: [
      {
        title: 'What brings you here, of all places?',
        options: [{ id: '801', title: 'Sailing', roleIds: ['702'], chosen: true }],
      },
    ],
    bot: { connected: false, canStart: true, lastWords: 'Discord does not accept DISCORD_TOKEN. Copy it again.' },
  };
  const open = (page: Page) =>
    page.evaluate("for (const group of document.querySelectorAll('.faults details')) group.open = true");

  it.each(['light', 'dark'] as const)('can be read in the %s', async (colorScheme) => {
    const contrast = await readFile(new URL('./contrast.js', import.meta.url), 'utf8');
    await shown(change, { colorScheme }, async (page) => {
      await open(page);
      expect(await page.evaluate(contrast)).toEqual([]);
    });
  });

  it('fits 390 pixels', async () => {
    await shown(change, NARROW, async (page) => {
      await page.locator('.tabs').getByRole('button', { name: 'Tools' }).click();
      await open(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
    });
  });
});

it('the dialog fits 390 pixels, and all of it can be reached', async () => {
  await shown({ modal: NUMBER_MODAL }, { viewport: { width: 390, height: 480 } }, async (page) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).scrollIntoViewIfNeeded();
    const box = await page.getByRole('dialog').boundingBox();
    expect(box?.width).toBeLessThanOrEqual(390);
    expect(box?.height).toBeLessThanOrEqual(480);
  });
});

it('Escape closes an open list of a modal, and only then the modal', async () => {
  const { stage, acts } = fixtureStage({ ...richView(), modal: NUMBER_MODAL });
  const server = await servePage(stage);
  const { page } = await openPage(browser(), server.url);
  await page.getByRole('combobox', { name: 'A role' }).click();
  await page.getByRole('listbox', { name: 'A role' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'A role' }).waitFor({ state: 'detached' });
  expect(acts).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => acts).toEqual([{ is: 'dismissModal', viewerId: '101' }]);
  await page.context().close();
  await server.close();
});

it('the arrow keys bring every choice of a long list into view', async () => {
  const options = Array.from({ length: 25 }, (_, index) => ({ label: `Lamp ${index + 1}`, value: String(index) }));
  const components = [{ type: 1, components: [{ type: 3, custom_id: 'lamp', placeholder: 'Choose a lamp', options }] }];
  const long = message({ id: '5005', createdAt: richView().now, components });
  await shown({ messages: [long] }, {}, async (page) => {
    await page.getByRole('combobox', { name: 'Choose a lamp' }).press('Enter');
    await page.keyboard.press('End');
    const box = await page.getByRole('listbox').boundingBox();
    const last = await page.getByRole('option', { name: 'Lamp 25' }).boundingBox();
    expect(last?.y).toBeLessThan((box?.y ?? 0) + (box?.height ?? 0));
  });
});

it('on a narrow screen an unread text is counted on the way to the phone', async () => {
  await shown({}, NARROW, async (page) => {
    await page.getByRole('button', { name: 'Phone 1 new' }).click();
    await page.getByText('4821 is your Lantern Bay code').waitFor();
    expect(await page.locator('.tabs .count').count()).toBe(0);
  });
});

it('every control has a name', async () => {
  await shown({ messages: [NOTICE, PANEL, RICH], modal: NUMBER_MODAL }, {}, async (page) => {
    const nameless = `[...document.querySelectorAll('button, input, textarea, a')]
      .filter((control) => !(control.ariaLabel || control.textContent.trim() || control.labels?.length))
      .map((control) => control.outerHTML)`;
    expect(await page.evaluate(nameless)).toEqual([]);
  });
});

describe('markdown', () => {
  it('has each block begin on the side of its own first letter', async () => {
    const messages = [
      message({ id: '5004', createdAt: richView().now, components: [text('### مرحبا\nHello\n\n> سلام')] }),
    ];
    await shown({ messages }, {}, async (page) => {
      const blocks = `[...document.querySelectorAll('.message .text > *')].map((one) => getComputedStyle(one).direction)`;
      expect(await page.evaluate(blocks)).toEqual(['rtl', 'ltr', 'rtl']);
    });
  });

  async function drawn(content: string): Promise<string> {
    let html = '';
    const messages = [message({ id: '5004', createdAt: richView().now, components: [text(content)] })];
    await shown({ messages }, {}, async (page) => {
      html = (await page.locator('.message .text').innerHTML()).replaceAll(' dir="auto"', '');
    });
    return html;
  }

  it.each([
    ['**bold** and *italic* and _italic_', '<p><strong>bold</strong> and <em>italic</em> and <em>italic</em></p>'],
    ['`**plain**`', '<p><code>**plain**</code></p>'],
    ['snake_case_name 2 * 3 * 4', '<p>snake_case_name 2 * 3 * 4</p>'],
    ['\\*not italic\\*', '<p>*not italic*</p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['# Big\n-# small', '<h3>Big</h3><p class="subtext">small</p>'],
    ['- a\n- b\n1. c', '<ul><li>a</li><li>b</li></ul><ol start="1"><li>c</li></ol>'],
    ['> said\n> twice', '<blockquote><p>said<br>twice</p></blockquote>'],
    ['<@101> <@&702> <#603>', '@Mira Vale'],
    ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['[press](javascript:alert(1))', '<p>[press](javascript:alert(1))</p>'],
  ])('%j', async (content, html) => {
    expect(await drawn(content)).toContain(html);
  });
});
