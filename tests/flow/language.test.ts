import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageRoutes } from '../../src/discord/language/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let [ada, mira, jonas]: Person[] = [];
beforeEach(async () => {
  play = await startPlay();
  [ada, mira, jonas] = [play.person('ada'), play.person('mira'), play.person('jonas')];
});
afterEach(() => play.stop());

const person = (found: Person | undefined) => found ?? expect.fail('nobody');
const noticeSays = (words: string) =>
  play.sandbox.world.until(() => textOf(person(mira).notice() ?? expect.fail('no notice')).includes(words));

/** The page of `/setup`, open before Ada. */
async function openPage() {
  const screen = setupScreen(play.sandbox, person(ada));
  await screen.open();
  await screen.goTo('language');
  return screen;
}

/** What was written to somebody, the earliest first. */
const letters = ({ id, actor }: Person) => actor.messages(play.sandbox.world.directChannel(id).id).map(textOf);

describe('the language of the server', () => {
  it('is Discord’s, until an admin chooses one: then the notice and the staff channel change, and members read their own', async () => {
    await openStaffChannel(play);
    const screen = await openPage();
    expect(screen.chosen(languageRoutes.latin)).toEqual(['discord']);
    expect(screen.says()).toContain('Discord says American English');
    expect(screen.says()).toContain('Verify your phone number');
    await screen.choose(languageRoutes.latin, 'de');
    expect(screen.chosen(languageRoutes.latin)).toEqual(['de']);
    expect(screen.says()).toContain('> **Bestätige deine Telefonnummer**');
    await noticeSays('Bestätige deine Telefonnummer');
    await play.clock.skip(3_000);
    await untilStaffSee(play, 'hat **die Sprache des Servers** geändert');

    const answer = await person(mira).press('Bestätigen', person(mira).notice());
    expect(answer).toMatchObject({ is: 'modal', modal: { title: 'Your mobile number' } });
    if (answer.is === 'modal') await person(mira).enter(answer.modal);
    await person(mira).send();
    expect(play.sandbox.twilio.messages.at(-1)?.body).toContain('is your Lantern Bay code');
    await person(mira).submit(person(mira).code());
    await person(mira).untilSees('You are verified');
    await play.clock.skip(3_000);
    await untilStaffSee(play, 'Vereinigte Staaten');
  });

  it('is read by members too, where an admin wants that: panel, form, SMS', async () => {
    const screen = await openPage();
    await screen.choose(languageRoutes.latin, 'de');
    await screen.choose(languageRoutes.everybody, 'everybody');
    await noticeSays('Bestätige');
    const answer = await person(mira).press('Bestätigen', person(mira).notice());
    expect(answer).toMatchObject({ is: 'modal', modal: { title: 'Deine Handynummer' } });
    if (answer.is === 'modal') await person(mira).enter(answer.modal);
    await person(mira).press('Code senden');
    const sms = await play.sandbox.world.until(() => play.sandbox.twilio.messages.at(-1));
    expect(sms.body).toContain('ist dein Code');
  });

  it('stands in the history, which undoes it, and names it in words', async () => {
    const screen = await openPage();
    await screen.choose(languageRoutes.latin, 'de');
    await noticeSays('Bestätige');
    await screen.goTo('history');
    expect(screen.says()).toContain('**the language of the server**: not set → German');
    await screen.press('Undo');
    await noticeSays('Verify your phone number');
    const now = await play.stored(({ settings }) => settings.load(play.sandbox.seeded.guildId));
    expect(now?.language).toBeUndefined();
  });

  it('is none that has no texts, whatever a forged interaction says', async () => {
    const screen = await openPage();
    await screen.choose(languageRoutes.latin, 'de');
    await person(ada).actor.forge(
      'component',
      { custom_id: languageRoutes.latin.id(), component_type: 3, values: ['../../etc'] },
      { messageId: person(ada).panel()?.id ?? '' },
    );
    await play.sandbox.world.until(() => screen.says().includes('Sprache') || screen.says().includes('Language'));
    const now = await play.stored(({ settings }) => settings.load(play.sandbox.seeded.guildId));
    expect(now?.language).toBe('de');
  });
});

describe('a direct message', () => {
  /** Ada gives somebody new tries, and they are told. */
  async function resets(member: Person): Promise<string> {
    const before = letters(member).length;
    await person(ada).slash('member reset', { user: member.id, reason: 'Met in person.' });
    await play.sandbox.world.until(() => letters(member).length > before);
    return letters(member).at(-1) ?? '';
  }

  it('is in the language that a member read when they agreed to get codes; in the server’s to whom nobody knows', async () => {
    const known = person(jonas);
    expect(await resets(known)).toContain('new tries');
    const answer = await known.press('Verify', known.notice());
    if (answer.is === 'modal') await known.enter(answer.modal, '+49 1512 3456789', '+49');
    await play.sandbox.world.until(() => known.sees() !== '');
    expect(await resets(known)).toContain('neue Versuche');
  });
});
