/** @module-tag long */
import { describe, expect } from 'vitest';
import { defaultWhatsappSender } from '../../sandbox/twilio/twilio.ts';
import type { Play } from '../support/play.ts';
import { begin, it, sendTo } from './visiting.ts';
import type { Visitor } from './visitor.ts';

const whatsapp = { TWILIO_WHATSAPP_FROM: defaultWhatsappSender, TWILIO_WHATSAPP_TEMPLATE: `HX${'a'.repeat(32)}` };

/** Starts the bot again by one of the products, with calls and WhatsApp on. */
async function start(play: Play, product: string): Promise<void> {
  await play.stopApps();
  const { sid } = play.sandbox.twilio.verify.addService();
  const verify = { TWILIO_FROM: '', TWILIO_VERIFY_SERVICE_SID: sid };
  const plain = { TWILIO_CALL_FROM: '+14155550100', ...whatsapp };
  await play.startApp({ CALLS: 'on', WHATSAPP: 'on', ...(product === 'Verify' ? verify : plain) });
}

/** Answers the call, presses a key where that is asked for, and hears the code out. */
async function hear({ page }: Visitor, play: Play): Promise<string> {
  await play.clock.skip(1_000);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByRole('button', { name: 'Hang up' }).waitFor();
  if (play.sandbox.twilio.calls.all().at(-1)?.awaitsKey)
    await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: '1' }).click();
  await expect.poll(() => play.sandbox.twilio.calls.all().at(-1)?.awaitsKey).toBe(false);
  await play.clock.skip(60_000);
  const code = (await page.locator('.digits').textContent()) ?? '';
  expect(code).toMatch(/^\d{4}$/);
  await page.getByRole('button', { name: 'Close' }).click();
  return code;
}

async function read({ page }: Visitor): Promise<string> {
  await page.getByRole('button', { name: /^WhatsApp\s*1 new$/ }).click();
  const text = await page.getByRole('region', { name: 'WhatsApp messages' }).locator('li p').last().textContent();
  return text?.match(/\d{4}/)?.[0] ?? '';
}

describe.each(['plain Twilio', 'Verify'])('by %s', (product) => {
  it('a member verifies by a text', async ({ play, visitor }) => {
    await start(play, product);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.sees('Your code was delivered');
    const text = await visitor.texts.locator('li p').last().textContent();
    await visitor.submit(text?.match(/\b\d{4}\b/)?.[0] ?? '');
    await visitor.sees('You are verified');
  });

  it('a member whose line takes no texts is called, and verifies by what they hear', async ({ play, visitor }) => {
    await start(play, product);
    await visitor.toggle('Landline', true);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.sees('Press Call me instead');
    await visitor.press('Call me instead');
    await visitor.sees('Answer your phone');
    await visitor.submit(await hear(visitor, play));
    await visitor.sees('You are verified');
  });

  it('a member whose line takes no texts verifies by WhatsApp', async ({ play, visitor }) => {
    await start(play, product);
    await visitor.toggle('Landline', true);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.press('WhatsApp instead');
    await visitor.sees('on its way to WhatsApp');
    await play.clock.skip(3_000);
    await visitor.submit(await read(visitor));
    await visitor.sees('You are verified');
  });

  it.for([
    ['Busy line', 'Call me instead'],
    ['No answer', 'Call me instead'],
    ['No WhatsApp', 'WhatsApp instead'],
  ] as const)('%s: another way is left', async ([fault, way], { play, visitor }) => {
    await start(play, product);
    await visitor.toggle('Landline', true);
    await visitor.toggle(fault, true);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.press(way);
    await visitor.sees(/Answer your phone|on its way to WhatsApp/);
    await visitor.skip(1);
    const other = way === 'Call me instead' ? 'WhatsApp instead' : 'Call me instead';
    await visitor.answer.getByRole('button', { name: other, disabled: false }).waitFor();
    expect(play.sandbox.twilio.verify.verifications().filter(({ status }) => status === 'approved')).toEqual([]);
  });
});

it.for([
  ['plain Twilio', "We can't send texts right now"],
  ['Verify', 'Your code was delivered'],
] as const)('from a number that is not registered, by %s: %s', async ([product, said], { play, visitor }) => {
  await start(play, product);
  await visitor.toggle('Not registered (30034)', true);
  await sendTo(visitor);
  await visitor.skip(1);
  await visitor.sees(said);
});

it.for(['Verify down', 'Custom codes off'] as const)(
  '%s: nothing is claimed, and the member goes on later',
  async (fault, { play, visitor }) => {
    await start(play, 'Verify');
    await visitor.toggle(fault, true);
    await begin(visitor);
    await visitor.press('Send OTP');
    await visitor.sees(/can't (tell|send)/);
    await visitor.toggle(fault, false);
    await visitor.skip(1);
    const again = (await visitor.buttons())['Send OTP'] === 'on' ? 'Send OTP' : 'Resend OTP';
    await visitor.press(again);
    await visitor.sees('Your code is on its way');
  },
);
