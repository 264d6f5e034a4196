import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';

/** Numbers as different people write them, with a word between so that each has to be known by itself. */
const spellings = [
  '+14155550155',
  '(415) 555-0155',
  '４１５ ５５５ ０１５５',
  [...'4155550155'].join('\u200b'),
  'four one five five five five zero one five five',
  '+44 7700 900155',
];
const planted = spellings.map((number) => `call ${number}`).join(' ');
/** For what takes no long text. */
const short = '+14155550155';

let play: Play;
let ada: Person;
let mira: Person;
/** Every message as it stood at any time, direct ones and those for one alone included. */
let messages: string[];

beforeEach(async () => {
  messages = [];
  play = await startPlay({
    prepare: ({ world, seeded }) => {
      world.subscribe((change) => {
        if ('message' in change) messages.push(JSON.stringify(change.message));
      });
      world.changeGuild(seeded.guildId, { name: 'Harbour 415 555 0155' });
      world.rename(seeded.people.mira, 'mira4155550155');
    },
  });
  ada = play.person('ada');
  mira = play.person('mira');
  await openStaffChannel(play);
});
afterEach(() => play.stop());

/** Throws where a text holds one of the numbers, however it is spaced. @param where named by the failure */
function expectNoNumber(where: string, text: string): void {
  const bare = text
    .normalize('NFKC')
    .replace(/\\[nrtu](?:[0-9a-f]{4})?/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  for (const number of ['4155550155', '7700900155', 'fouronefivefive']) {
    const at = bare.indexOf(number);
    expect(at < 0 ? '' : bare.slice(Math.max(0, at - 60), at + 30), `${where} holds a number`).toBe('');
  }
}

/** Every row of every table, as text. */
function stored(): string {
  const database = new DatabaseSync(join(play.folder, 'latchkey.sqlite'));
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables
      .map(({ name }) => JSON.stringify(database.prepare(`SELECT * FROM "${String(name)}"`).all()))
      .join('\n');
  } finally {
    database.close();
  }
}

function expectNumbersNowhere(): void {
  expectNoNumber('the database', stored());
  for (const message of messages.filter((one) => !one.includes(`"authorId":"${mira.id}"`))) {
    expectNoNumber('a message', message);
  }
  expectNoNumber('the log', play.logs.text());
  const { exchanges } = play.sandbox.traffic;
  expectNoNumber('an audit-log reason', exchanges.map(({ reason = '' }) => reason).join('\n'));
}

const posted = () => staffMessages(play).at(-1);
const direct = () => {
  const { world } = play.sandbox;
  return mira.actor.messages(world.directChannel(mira.id).id).at(-1);
};

async function asks() {
  await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: planted });
  await mira.untilSees('Your request is with the staff');
  return untilStaffSee(play, `<@${mira.id}> can't verify`);
}

async function decides(button: string, fields: Record<string, string>) {
  const before = JSON.stringify(posted());
  const form = await ada.openForm(button, posted());
  await ada.actor.submit(form, fields);
  await play.sandbox.world.until(() => JSON.stringify(posted()) !== before);
}

it('case 49: a number in a request, a question, an answer and the staff’s reasons is nowhere', async () => {
  await asks();
  await decides('Ask', { question: planted });
  await play.sandbox.world.until(() => direct()?.components.length);
  const question = direct();
  await mira.actor.submit(await mira.openForm('Reply', question), { words: planted });
  await untilStaffSee(play, '» call');
  await decides('Decline', { reason: planted });
  await asks();
  await decides('Approve', { reason: planted });
  await mira.slash('privacy');
  await mira.untilSees('What is stored about you');
  await mira.press('Download');
  await play.sandbox.world.until(() => {
    const { attachments = [] } = play.sandbox.world.messages.get(mira.panel()?.id ?? '') ?? {};
    for (const { bytes } of attachments) expectNoNumber('the download', new TextDecoder().decode(bytes));
    return attachments.length > 0;
  });
  expectNumbersNowhere();
});

it('case 49: a number in the reasons of /member, as commands and as forms, is nowhere', async () => {
  const user = mira.id;
  const step = async (name: string, sentence: string, more: Record<string, string> = {}) => {
    await ada.slash(`member ${name}`, { user, ...more });
    await ada.untilSees(sentence);
  };
  const reason = planted;
  await step('approve', 'is verified by hand', { reason });
  await step('revoke', 'is no longer verified', { reason });
  await mira.begin('+1 415 555 0124');
  await mira.send();
  await mira.submit(mira.code('+14155550124'));
  await mira.untilSees('You are verified');
  await step('lookup', 'by number');
  await ada.actor.submit(await ada.openForm('Block'), { reason, duration: ['days7'] });
  await ada.untilSees('is blocked until');
  await step('block', 'is blocked until', { reason, duration: 'days30' });
  await step('lookup', 'Number blocked until');
  await ada.actor.submit(await ada.openForm('New tries'), { reason });
  await ada.untilSees('has new tries');
  await step('reset', 'has new tries', { reason });
  await step('lookup', 'Number blocked until');
  await ada.actor.submit(await ada.openForm('Approve'), { reason });
  await ada.untilSees('is verified by hand');
  await step('lookup', 'Verified');
  await ada.actor.submit(await ada.openForm('Revoke'), { reason });
  await ada.untilSees('is no longer verified');
  await play.clock.skip(5_000);
  expectNumbersNowhere();
});

it('case 49: a number in every field of /setup, and in the fields for country and code, is nowhere', async () => {
  const screen = setupScreen(play.sandbox, ada);
  await screen.open();
  await screen.fill('Edit text', { text: planted });
  await screen.press('Update notice');
  await screen.goTo('welcome');
  await screen.fill('Edit words', { welcome: planted });
  await screen.goTo('rules');
  await screen.fill('Choose countries', { rule: 'only', countries: spellings.join(', '), default: short });
  expect(screen.says()).toContain('•••55');
  await screen.fill('Choose countries', { rule: 'only', countries: '415, 555, 0155', default: '(415) 555-0155' });
  await screen.fill('Change limits', { age: short, cap: short });
  await screen.goTo('times');
  await screen.fill('Change times', { months: short, days: short });
  await mira.actor.submit(await mira.openForm('Verify', mira.notice()), {
    country: planted.slice(0, 60),
    number: '415 555 0124',
    consent: ['agreed'],
  });
  await mira.untilSees('country');
  expectNumbersNowhere();
});
