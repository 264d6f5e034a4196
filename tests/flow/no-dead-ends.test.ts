import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import { welcomeRoutes } from '../../src/discord/welcome/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let [mira, ada]: Person[] = [];
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  [mira, ada] = (['mira', 'ada'] as const).map(play.person);
  screen = setupScreen(play.sandbox, admin());
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const member = () => mira ?? expect.fail('nobody');
const admin = () => ada ?? expect.fail('nobody');
const labels = (message = member().panel()) => buttonsOf(message).map(({ label }) => label);

/** What Mira was told by direct message, the newest last. */
const letters = () => {
  const channel = world().directChannel(member().id);
  return member().actor.messages(channel.id).map(textOf);
};

async function staffStep(name: string, options: Record<string, string>, sentence: string) {
  await admin().slash(`member ${name}`, { user: member().id, ...options });
  await admin().untilSees(sentence);
}

describe('without a staff channel', () => {
  it('no way to the staff is offered on any panel, and /setup asks for one; a channel that is chosen opens it everywhere', async () => {
    const setup = setupScreen(play.sandbox, admin());
    expect(labels(member().notice())).toEqual(['Verify']);
    await member().begin();
    expect(labels()).toEqual(['Send OTP', 'Resend OTP', 'Submit', 'Change number']);
    await member().enter(await member().openForm('Change number'), '12');
    expect(labels()).toEqual(
      ['Enter a number', 'Send OTP', 'Resend OTP', 'Submit'].map((one) =>
        one === 'Enter a number' ? 'Try again' : one,
      ),
    );
    await setup.open();
    expect(setup.says()).toContain("Members can't ask for help yet");
    expect(setup.says()).not.toContain('Everything checks out');
    await setup.goTo('staff');
    await setup.choose(selects.staffChannel, ids().channels.staff);
    expect(setup.says()).toContain('Everything checks out');
    await world().until(() => labels(member().notice()).includes("I can't verify"));
    await member().press('Verify', member().notice());
    await world().until(() => labels().includes("I can't verify"));
    await setup.choose(selects.staffChannel);
    await world().until(() => !labels(member().notice()).includes("I can't verify"));
    expect(setup.says()).not.toContain('Everything checks out');
  });
});

describe('a decision of the staff', () => {
  it('is heard by whom it is about: directly, behind Verify, and before a code is paid for', async () => {
    await openStaffChannel(play);
    await member().verify();
    await staffStep('revoke', { reason: 'Second account', block: 'days7' }, 'They were told by direct message');
    expect(letters().at(-1)).toContain('ended your verification');
    expect(letters().at(-1)).toContain('Their reason: Second account');
    expect(letters().at(-1)).toMatch(/blocked there until <t:\d+:f> \(<t:\d+:R>\)/);
    expect(letters().at(-1)).toContain('then **Ask the staff**');

    const sent = member().smsCount();
    await member().press('Verify', member().notice());
    await member().untilSees('ending in **23** is blocked on this server');
    expect(member().sees()).toContain('Their reason: Second account');
    expect(labels()).toEqual(['Ask the staff', 'Continue']);
    await member().enter(await member().openForm('Continue'));
    expect(member().sees()).toContain("We don't send codes to it");
    expect(member().smsCount()).toBe(sent);
    // Another number is another matter: it is the number that is blocked.
    await member().begin('+1 415 555 0155');
    expect(member().sees()).toContain('+1 415 555 0155');

    await staffStep('unblock', {}, 'They were told by direct message');
    expect(letters().at(-1)).toContain('unblocked your number');
    await member().enter(await member().openForm('Change number'));
    await member().send();
    await member().submit(member().code());
    await member().untilSees('You are verified');
    await staffStep('revoke', { reason: 'Asked for it' }, 'They were told by direct message');
    await member().press('Verify', member().notice());
    await member().untilSees('The staff ended your verification');
    expect(labels()).toEqual(['Continue', 'Ask the staff']);
    await staffStep('approve', { reason: 'Known from the harbour' }, 'is verified by hand');
    expect(letters().at(-1)).toContain('verified you by hand');
  });
});

describe('I can’t verify', () => {
  it('begins with help for where the member stands, and tells the staff how far they came', async () => {
    await openStaffChannel(play);
    const opens = async () => {
      const form = await member().openForm("I can't verify", member().notice());
      return { form, says: JSON.stringify(form.components) };
    };
    expect((await opens()).says).toContain("You haven't entered a number yet");
    await member().begin();
    expect((await opens()).says).toContain('press **Send OTP**');
    play.sandbox.twilio.setFaults({ undelivered: true });
    await member().send();
    expect((await opens()).says).toContain('after 2 minutes, check');
    await play.clock.skip(5_000);
    await member().untilSees("couldn't reach your phone");
    const { form, says } = await opens();
    expect(says).toContain("couldn't reach your phone");
    expect(says).not.toContain('0123');
    await screen.open();
    await screen.goTo('staff');
    await screen.choose(selects.staffRole, ids().roles.moderator);
    await screen.choose(selects.ping, 'on');
    await member().actor.submit(form, { words: 'No SMS ever comes.' });
    const request = await untilStaffSee(play, 'No SMS ever comes');
    expect(textOf(request)).toContain('1 code sent, 0 delivered, last error:');
    expect(textOf(request)).not.toContain('0123');
    expect(textOf(request)).toContain(`<@&${ids().roles.moderator}>`);
    const posts = play.sandbox.traffic.exchanges.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    );
    expect(posts.at(-1)?.body).toMatchObject({ allowed_mentions: { parse: [], roles: [ids().roles.moderator] } });
    expect(labels(request)).toContain('Look up');
    expect(staffMessages(play).length).toBeGreaterThan(0);
    const lookUp = buttonsOf(request).find(({ label }) => label === 'Look up');
    await admin().actor.press(request.id, lookUp?.customId ?? '');
    await play.sandbox.world.until(() =>
      admin()
        .actor.messages(ids().channels.staff)
        .some((one) => one.ephemeral && textOf(one).includes(`<@${member().id}>`)),
    );
  });
});

describe('an older panel', () => {
  it('of the same member has nothing to press once a newer one is there', async () => {
    await member().begin();
    const first = member().panel()?.id;
    await member().slash('verify');
    await world().until(() => member().panel()?.id !== first);
    const old = () =>
      member()
        .actor.messages(ids().channels.verify)
        .find(({ id }) => id === first);
    await world().until(() => old() === undefined || buttonsOf(old()).length === 0);
    expect(textOf(old() ?? expect.fail('gone'))).toContain('newer message');
    await member().send();
    await member().submit(member().code());
    await member().untilSees('You are verified');
    expect(buttonsOf(old())).toEqual([]);
  });
});

describe('the welcome', () => {
  it('is in the admin’s words, harmless, and leads to channels that the member sees', async () => {
    await screen.open();
    await screen.goTo('welcome');
    await screen.fill('Edit words', { welcome: 'Hello **you**, @everyone! Call +1 415 555 0123.\nHave fun' });
    await screen.choose(welcomeRoutes.channels, ids().channels.lounge, ids().channels.staff);
    expect(screen.says()).toContain(`can't see <#${ids().channels.staff}>`);
    await member().verify();
    expect(member().sees()).toContain('Welcome to **Lantern Bay**! You are verified');
    expect(member().sees()).toContain('Hello \\*\\*you\\*\\*, \\@everyone\\!'.replace('\\!', '!'));
    expect(member().sees()).not.toContain('0123');
    expect(member().sees()).toContain(`Start in <#${ids().channels.lounge}>.`);
    expect(member().sees()).not.toContain(`<#${ids().channels.staff}>`);
  });
});
