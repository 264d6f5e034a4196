import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSmsName } from '../../src/gate/settings/sms-name.ts';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await screen.open();
});
afterEach(() => play.stop());

const texted = () => play.sandbox.twilio.messages.at(-1)?.body;

it('an admin gives the server another name in the SMS, and takes it away again', async () => {
  const mira = play.person('mira');
  await screen.fill('Edit name', { smsname: '  The  Bay – Ø ' });
  expect(screen.says()).toContain('“The Bay \\- Ø”, in place of the server');
  await mira.begin();
  await mira.send();
  expect(texted()).toBe(`${mira.code()} is your The Bay - Ø code. It works for 5 min. Never share it.`);

  await screen.fill('Edit name', { smsname: '' });
  expect(screen.says()).toContain('The name of the server.');
  await play.clock.skip(60_000);
  await mira.send('Resend OTP');
  expect(texted()).toBe(`${mira.code()} is your Lantern Bay code. It works for 5 min. Never share it.`);
});

it.each([
  'Bay 🏮',
  'bay.example',
  'Bay 123456',
  'Бухта',
  'four one five five five zero one',
  '***',
  'B'.repeat(33),
  '[]'.repeat(9),
])('no admin gives it the name %j, and what was typed is there again', async (name) => {
  await screen.fill('Edit name', { smsname: name });
  expect(screen.says()).toContain('The name in the SMS can have at most 32');
  expect(standsIn(await ada.openForm('Edit name'))).toEqual({ smsname: name });
  expect(await play.stored(({ settings }) => settings.load(play.sandbox.seeded.guildId))).not.toHaveProperty('smsName');
});

it.each(['Lantern Bay', 'St. Mary 2', 'B'.repeat(32), 'Ahoy!'])('%j is a name that fits', (name) => {
  expect(isSmsName(name)).toBe(true);
});
