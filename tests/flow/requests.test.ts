import { ComponentType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { requestsOf, words } from '../support/requests.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let at: ReturnType<typeof requestsOf>;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
  at = requestsOf(play, mira, ada);
});
afterEach(() => play.stop());

const labels = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ label }) => label);

describe('a member who cannot verify', () => {
  it('asks from the notice; the staff see who, why, since when, and nothing comes to life', async () => {
    await openStaffChannel(play);
    const request = await at.asks(
      `**Help** @everyone <@&${play.sandbox.seeded.roles.keeper}> [x](https://example.com)`,
    );
    expect(textOf(request)).toContain(`<@${mira.id}> can't verify and asks for help`);
    expect(textOf(request)).toContain('\\*\\*Help\\*\\* \\@everyone');
    expect(textOf(request)).toMatch(/Account created <t:\d+:R> \(<t:\d+:f>\)\. Asked <t:\d+:R> \(<t:\d+:f>\)/);
    expect(labels(request)).toEqual(['Approve', 'Decline', 'Ask', 'New tries', 'Look up']);
    const bodies = play.sandbox.traffic.exchanges.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(bodies.at(-1)).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('asks from the panel, which stays usable', async () => {
    await openStaffChannel(play);
    await mira.begin();
    const panel = mira.panel();
    await at.asks(words, mira, panel);
    await mira.press('Send OTP', panel);
    await play.sandbox.world.until(() => mira.smsCount() === 1);
  });

  it('never shows or stores a number that they type into the words', async () => {
    await openStaffChannel(play);
    const typed = `My number is ${mira.phone}, also (415) 555-0123 or ４１５ ５５５ ０１２３.`;
    expect(textOf(await at.asks(typed))).toContain(
      'My number is +•••23, also (•••23 or •••23'.replace(/[+(.)]/g, '\\$&'),
    );
  });

  it('is told at once, and nothing is kept, where there is no staff channel', async () => {
    // The notice was posted when there was one.
    await openStaffChannel(play);
    const button = buttonsOf(mira.notice()).find(({ label }) => label === "I can't verify");
    const screen = setupScreen(play.sandbox, ada);
    await screen.open();
    await screen.goTo('staff');
    await screen.choose(selects.staffChannel);
    await play.sandbox.world.until(() => buttonsOf(mira.notice()).length === 1);
    await mira.actor.forge(
      'component',
      { custom_id: button?.customId ?? '', component_type: ComponentType.Button },
      { messageId: mira.notice()?.id ?? '' },
    );
    await mira.untilSees('no channel in which the staff would see a request');
    expect(mira.sees()).toContain('admins directly');
  });

  it('is told when the staff channel does not take the request, and may ask again when it does', async () => {
    await openStaffChannel(play);
    const { world, seeded } = play.sandbox;
    const path = new RegExp(`/channels/${seeded.channels.staff}/messages`);
    world.faults.add({ method: 'POST', path, times: 3, status: 503 });
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words });
    await mira.untilSees('nothing was sent');
    await at.asks();
  });

  it('has one open request, also over a restart', async () => {
    await openStaffChannel(play);
    const second = await mira.openForm("I can't verify", mira.notice());
    await at.asks();
    await mira.actor.submit(second, { words });
    await mira.untilSees('You asked the staff on <t:');
    await play.restart();
    await mira.press("I can't verify", mira.notice());
    await mira.untilSees("they haven't answered yet");
    expect(staffMessages(play)).toHaveLength(1);
  });

  it('asks three times a day at most', async () => {
    await openStaffChannel(play);
    for (const _ of [1, 2, 3]) {
      await at.asks();
      await at.decides('Decline', { reason: '' });
      await at.untilAdaSees('declined');
      await play.sandbox.world.until(() => labels(at.posted()).length === 0);
    }
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words });
    await mira.untilSees("reached today's limit for requests");
    expect(staffMessages(play)).toHaveLength(3);
  });

  it('may ask again when nobody has answered for days', async () => {
    await openStaffChannel(play);
    await at.asks();
    await play.stopApps();
    await play.clock.skip(3 * 86_400_000);
    await play.startApp();
    await at.asks();
    expect(staffMessages(play)).toHaveLength(2);
  });
});

it('texts of requests keep to what Discord allows, in every language', () => {
  const resources = localesIn(new URL('../../locales/', import.meta.url));
  const texts = createTexts(resources);
  for (const locale of texts.locales) {
    const { t } = texts.for(locale);
    const titles = ['request.formTitle', 'request.replyTitle', 'request.words', 'request.replyWords'] as const;
    const ofStaff = ['approveTitle', 'moveTitle', 'declineTitle', 'askTitle', 'reason', 'question'] as const;
    for (const key of [...titles, ...ofStaff.map((name) => `request.staff.${name}` as const)]) {
      expect(t(key).length, `${locale} ${key}`).toBeLessThanOrEqual(45);
    }
    const hints = ['request.wordsHint', 'request.staff.reasonHint', 'request.staff.declineHint'] as const;
    for (const key of [...hints, 'request.staff.questionHint'] as const) {
      expect(t(key).length, `${locale} ${key}`).toBeLessThanOrEqual(100);
    }
  }
});
