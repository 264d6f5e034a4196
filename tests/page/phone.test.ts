/** @module-tag long */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { playEach } from './open-playing.ts';

const { now } = playEach();

const mira = '+14155550123';
const accountSid = `AC${'0'.repeat(32)}`;

const phoneOf = (page: Page) => page.getByRole('region', { name: "Mira Vale's phone" });
const call = (page: Page) => page.getByRole('region', { name: 'Call', exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const announced = (page: Page) => page.locator('#announcer');

/** Sends the code 8605 by Verify, and lets it reach the phone. */
async function send(channel: 'sms' | 'call' | 'whatsapp', to = mira, dtmfInputRequired = false): Promise<void> {
  const { twilio, clock } = now().sandbox;
  const service = twilio.verify.addService({ dtmfInputRequired });
  twilio.verify.send({ service, to, channel, customCode: '8605', locale: 'en' });
  await clock.skip(channel === 'call' ? 1_000 : 3_000);
}

/** Brings the page to the width of a phone. */
const narrow = (page: Page) => page.setViewportSize({ width: 390, height: 844 });
const show = (page: Page, part: string) =>
  page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: part }).click();

describe('a call', () => {
  it('rings, is answered, shows the digits as they are spoken, and is closed', async () => {
    const { page, sandbox } = now();
    await send('call');
    await call(page).getByText('Incoming call').waitFor();
    await expect
      .poll(() => announced(page).textContent())
      .toContain("Mira Vale's phone rings: a call from +1 888 555 0199.");
    await button(page, 'Answer').click();
    await button(page, 'Hang up').waitFor();
    const digits = page.locator('.digits');
    // "Your Lantern Bay verification code is: 8, 6,": seven words, two breaths and a digit.
    await sandbox.clock.skip(3_900);
    await expect.poll(() => digits.textContent()).toBe('86');
    await sandbox.clock.skip(1_500);
    await expect.poll(() => digits.textContent()).toBe('8605');
    await sandbox.clock.skip(30_000);
    await call(page)
      .getByText(/^Call ended, 0:\d\d$/)
      .waitFor();
    expect(await digits.textContent()).toBe('8605');
    await button(page, 'Close').click();
    await call(page).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Text messages' }).waitFor();
  });

  it('is answered, heard and hung up by the keyboard alone', async () => {
    const { page, sandbox } = now();
    await send('call', mira, true);
    await button(page, 'Answer').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Hang up');
    await sandbox.clock.skip(1_000);
    await call(page).getByText('The caller is waiting for a key.').waitFor();
    await page.keyboard.press('7');
    await call(page).getByText('The caller is waiting for a key.').waitFor({ state: 'detached' });
    await sandbox.clock.skip(6_000);
    const words = page.getByRole('log', { name: 'What the caller says' });
    await expect.poll(() => words.textContent()).toContain('code is: 8, 6, 0, 5.');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Close');
    expect(sandbox.twilio.calls.all()).toMatchObject([{ status: 'completed', keys: '7' }]);
  });

  it('is declined', async () => {
    const { page, sandbox } = now();
    await send('call');
    await button(page, 'Decline').click();
    await call(page).getByText('Declined').waitFor();
    expect(sandbox.twilio.calls.all()).toMatchObject([{ status: 'busy' }]);
  });

  it('is missed once it has rung for its time', async () => {
    const { page, sandbox } = now();
    await send('call');
    await sandbox.clock.skip(70_000);
    await call(page).getByText('Missed call').waitFor();
  });

  it('to a number that nobody owns can be answered as well', async () => {
    const { page, sandbox } = now();
    await send('call', '+14155550142');
    await page.getByRole('button', { name: /^\+1 415 555 0142\s*1 new, rings$/ }).click();
    await button(page, 'Answer').click();
    await button(page, 'Hang up').waitFor();
    expect(sandbox.twilio.calls.all()).toMatchObject([{ status: 'in-progress', to: '+14155550142' }]);
  });

  it.each([
    ['Busy line', 'busy'],
    ['Voicemail answers', 'completed'],
    ['No answer', 'no-answer'],
  ])('%s: it is not for the person to answer', async (fault, status) => {
    const { page, sandbox } = now();
    const group = page.locator('summary', { hasText: 'Calls and WhatsApp' });
    await group.click();
    await page.getByRole('switch', { name: fault }).click();
    await page.getByRole('switch', { name: fault, checked: true }).waitFor();
    await send('call');
    await sandbox.clock.skip(90_000);
    expect(sandbox.twilio.calls.all()).toMatchObject([{ status }]);
    const shown = { busy: 0, completed: 1, 'no-answer': 1 }[status];
    await expect.poll(() => call(page).count()).toBe(shown);
    expect(await page.locator('.digits span').count()).toBe(0);
  });
});

describe('WhatsApp', () => {
  it('is an app of its own: what is new in it is counted, and read there', async () => {
    const { page, sandbox } = now();
    await send('whatsapp');
    await phoneOf(page).getByText('No texts yet.').waitFor();
    await page.getByRole('button', { name: /^WhatsApp\s*1 new$/ }).click();
    await page.getByRole('region', { name: 'WhatsApp messages' }).getByText('8605').waitFor();
    expect(await button(page, 'STOP').count()).toBe(0);
    await expect.poll(() => announced(page).textContent()).toContain('New WhatsApp message');
    expect(sandbox.twilio.inbox(mira)).toEqual([]);
  });
});

describe('on a narrow screen', () => {
  it('an SMS comes to the top, can be read there, and is dismissed', async () => {
    const { page } = now();
    await narrow(page);
    await send('sms');
    const banner = page.getByRole('complementary', { name: 'New on the phone' });
    await banner.getByText('Your Lantern Bay verification code is: 8605').waitFor();
    const box = await banner.boundingBox();
    expect(box?.y).toBeLessThan(20);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
    await button(page, 'Phone 1 new').waitFor();
  });

  it('it opens the phone, at the app that it came by', async () => {
    const { page } = now();
    await narrow(page);
    await send('whatsapp');
    const banner = page.getByRole('complementary', { name: 'New on the phone' });
    await banner.getByText('8605').click();
    await page.getByRole('region', { name: 'WhatsApp messages' }).getByText('8605').waitFor();
    await banner.waitFor({ state: 'detached' });
    await show(page, 'Server');
    await page.locator('#composer').waitFor();
    expect(await banner.count()).toBe(0);
  });

  it('a call can be answered from there', async () => {
    const { page } = now();
    await narrow(page);
    await send('call');
    const banner = page.getByRole('complementary', { name: 'The phone rings' });
    await banner.getByRole('button', { name: 'Answer' }).click();
    await button(page, 'Hang up').waitFor();
  });

  it('is not there where the phone stands next to the server', async () => {
    const { page } = now();
    await send('sms');
    await phoneOf(page).getByText('8605').waitFor();
    expect(await page.locator('.banner:visible').count()).toBe(0);
  });
});

it('a sender with a name takes no replies', async () => {
  const { page, sandbox } = now();
  sandbox.twilio.accept({ accountSid, from: 'Lantern', to: mira, serviceSid: null, body: '8605', validityPeriod: 60 });
  await sandbox.clock.skip(3_000);
  await phoneOf(page).getByText('You cannot reply to Lantern.').waitFor();
  expect(await button(page, 'STOP').count()).toBe(0);
});
