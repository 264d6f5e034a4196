/** @module-tag long */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { richView } from './fixture.ts';
import { CUT_OFF, lookEach, NARROW } from './looking.ts';

const { shown } = lookEach();

describe.each([
  ['a phone that rings', { is: 'ringing', said: [] }],
  ['a call', { is: 'talking', said: ['Your', 'code', 'is:', '8,', '6,', '0,', '5.'], awaitsKey: true, keys: '5' }],
  ['a call that is over', { is: 'over', said: ['Your', 'code', 'is:', '8,', '6,', '0,', '5.'] }],
  ['WhatsApp', undefined],
] as const)('%s', (_, ofCall) => {
  const [own, ...others] = richView().phones;
  const call = { id: 'CA1', from: '+1 888 555 0199', answeredAt: null, endedAt: null, awaitsKey: false, keys: '' };
  const phones = own ? [{ ...own, chats: own.texts, call: ofCall ? { ...call, ...ofCall } : null }, ...others] : [];
  const open = async (page: Page) => {
    if (!ofCall) await page.locator('.dock').getByRole('button', { name: 'WhatsApp' }).click();
  };

  it.each(['light', 'dark'] as const)('can be read in the %s', async (colorScheme) => {
    const contrast = await readFile(new URL('./contrast.js', import.meta.url), 'utf8');
    await shown({ phones }, { colorScheme }, async (page) => {
      await open(page);
      expect(await page.evaluate(contrast)).toEqual([]);
    });
  });

  it('fits 390 pixels', async () => {
    await shown({ phones }, NARROW, async (page) => {
      await page.locator('.tabs').getByRole('button', { name: 'Phone' }).click();
      await open(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
    });
  });
});
