import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import { parseCsv } from '../support/csv.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const staffSaw = () => staffMessages(play).map(textOf).join('\n');

/** Lets pass what waits to be told in one message. */
const told = () => play.clock.skip(3_000);

describe('the staff channel', () => {
  it('says who changed what from what to what, by each way, and pings nobody', async () => {
    await told();
    await openStaffChannel(play);
    const other = world().addRole(ids().guildId, { name: 'Lantern', permissions: 0n }).id;
    world().moveRole(ids().guildId, other, 1);
    await screen.open();
    await screen.choose(selects.role, other);
    await screen.choose(selects.removedRoles, ids().roles.unverified);
    await screen.goTo('rules');
    await screen.fill('Change limits', { age: '7', cap: '' });
    await screen.goTo('basics');
    await screen.fill('Edit text', { text: 'Call **me** on +1 415 555 0123, @everyone' });
    await screen.press('Dry run');
    await told();
    const by = `<@${ada.id}>`;
    const said = await untilStaffSee(play, 'the verified role');
    expect(textOf(said).split('\n')).toEqual([
      `${by} changed **the verified role**: <@&${ids().roles.verified}> → <@&${other}>`,
      `${by} changed **the roles to remove**: none → <@&${ids().roles.unverified}>`,
      `${by} changed **the minimum account age**: off → 7 days`,
      `${by} changed **the notice text**: not set → “Call \\*\\*me\\*\\* on \\+•••23, \\@everyone”`,
      `${by} made a dry run: they got <@&${other}> and lose it again`,
    ]);
    const path = `/channels/${ids().channels.staff}/messages`;
    const posts = play.sandbox.traffic.exchanges.filter((one) => one.method === 'POST' && one.path.endsWith(path));
    expect(posts.map(({ body }) => body)).toMatchObject([{ allowed_mentions: { parse: [] } }]);
    // The shortcut posts as well.
    await screen.open({ role: ids().roles.verified, channel: ids().channels.verify });
    await told();
    const posted = await untilStaffSee(play, 'posted the notice');
    expect(textOf(posted)).toContain(`<@&${other}> → <@&${ids().roles.verified}>`);
    expect(textOf(posted)).toContain(`posted the notice in <#${ids().channels.verify}>`);
  });

  it('that was the staff’s until then hears that it is theirs no longer', async () => {
    await openStaffChannel(play);
    await screen.open();
    await screen.goTo('staff');
    await screen.choose(selects.staffChannel);
    await told();
    await untilStaffSee(play, `the staff channel**: <#${ids().channels.staff}> → not set`);
    await screen.choose(selects.staffRole, ids().roles.moderator);
    await told();
    expect(staffSaw()).not.toContain('staff role');
  });
});

describe('the history', () => {
  const undoButtons = (admin: Person) => buttonsOf(admin.panel()).filter(({ label }) => label === 'Undo');

  it('is read in pages; Undo puts back what a change changed, once, and says what has changed since', async () => {
    await screen.open();
    await screen.goTo('rules');
    for (const count of ['2', '3', '2', '3']) await screen.choose(selects.accounts, count);
    await screen.fill('Change limits', { age: '7', cap: '50' });
    await screen.goTo('history');
    expect(screen.says()).toContain('accounts per number**: 2 → 3');
    expect(screen.says()).toContain('the minimum account age**: off → 7 days');
    expect(screen.says()).not.toContain('the verified role');
    await screen.press('Older');
    expect(screen.says()).toContain('posted the notice in');
    await screen.press('Latest');

    const press = (index: number) => {
      const button = undoButtons(ada)[index] ?? expect.fail('no button');
      return screen.redrawn(() => ada.actor.press(ada.panel()?.id ?? '', button.customId));
    };
    await press(2);
    expect(screen.says()).toContain('Nothing was undone, because of newer changes to: accounts per number.');
    await press(0);
    expect(screen.says()).toContain('The change was undone.');
    expect(screen.says()).toContain('undid a change');
    expect(screen.says()).toContain('the minimum account age**: 7 days → off');
    expect(screen.says()).toContain('the daily SMS limit**: 50 → not set');
    await press(1);
    expect(screen.says()).toContain(
      'Nothing was undone, because of newer changes to: the minimum account age and the daily SMS limit',
    );
    const now = await play.stored(({ settings }) => settings.load(ids().guildId));
    expect(now).toMatchObject({ accountsPerNumber: 3, minimumAgeDays: 0 });
    expect(now?.dailyCap).toBeUndefined();
  });

  it('is undone by nobody who may not make that change themselves', async () => {
    await screen.open();
    await screen.choose(selects.role, ids().roles.keeper);
    await screen.choose(selects.role, ids().roles.verified);
    await screen.goTo('staff');
    await screen.choose(selects.staffRole, ids().roles.moderator);
    makeAdmin(play);
    const vesper = play.person('vesper');
    const theirs = setupScreen(play.sandbox, vesper);
    await theirs.open();
    await theirs.goTo('history');
    for (const [index, why] of [
      [0, 'Who is staff'],
      [1, 'is not below your highest role'],
    ] as const) {
      const button = undoButtons(vesper)[index] ?? expect.fail('no button');
      await theirs.redrawn(() => vesper.actor.press(vesper.panel()?.id ?? '', button.customId));
      expect(theirs.says()).toContain('⚠️');
      expect(theirs.says(), why).not.toContain('was undone');
    }
    const now = await play.stored(({ settings }) => settings.load(ids().guildId));
    expect(now).toMatchObject({ roleId: ids().roles.verified, staffRoleId: ids().roles.moderator });
    const mira = play.person('mira');
    const [undo] = undoButtons(vesper);
    await mira.actor.press(mira.notice()?.id ?? '', undo?.customId ?? '').catch(() => {});
    expect(mira.sees()).not.toContain('undone');
  });

  it('brings back no deadline and no ending of verifications whose reach nobody has seen, and leads to where it is shown', async () => {
    const endsAfter = { months: 6, since: play.clock.now() - 400 * 86_400_000 };
    await play.settings({ deadlineDays: 14, endsAfter });
    await screen.open();
    await screen.goTo('times');
    await screen.fill('Change times', { months: '', days: '' });
    const off = { ...(await play.stored(({ settings }) => settings.load(ids().guildId))) };
    expect(off).toMatchObject({ deadlineDays: 0 });
    expect(off.endsAfter).toBeUndefined();
    await screen.goTo('history');
    const [undo] = undoButtons(ada);
    await screen.redrawn(() => ada.actor.press(ada.panel()?.id ?? '', undo?.customId ?? ''));
    expect(screen.says()).toContain('Nothing was undone, because members would lose something');
    expect(ada.buttons()).toMatchObject({ 'Change times': 'on' });
    expect(await play.stored(({ settings }) => settings.load(ids().guildId))).toEqual(off);
  });

  it('is given as a table, and an admin reads in /privacy that it keeps their changes', async () => {
    await screen.open();
    await screen.goTo('history');
    await ada.press('Export');
    await ada.untilSees('The history as a table, with');
    const message = world().messages.get(ada.panel()?.id ?? '');
    const [file] = message?.attachments ?? [];
    const [head, ...rows] = parseCsv(Buffer.from(file?.bytes ?? []).toString());
    expect(head).toEqual(['at', 'change', 'by', 'act', 'target', 'setting', 'from', 'to']);
    expect(rows.map((row) => row.slice(1, 5))).toContainEqual(['2', ada.id, 'noticePosted', ids().channels.verify]);
    expect(rows.map((row) => row.slice(5))).toContainEqual(['roleId', '', JSON.stringify(ids().roles.verified)]);
    await ada.slash('privacy');
    await ada.untilSees('You changed settings of this server');
    await ada.press('Delete').catch(() => {});
    const kept = await play.stored(({ settingsHistory }) => settingsHistory.latest(ids().guildId, 9));
    expect(kept.length).toBeGreaterThan(1);
  });
});
