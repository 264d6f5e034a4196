import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

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
    await screen.fill('Change limits', { age: '7', cap: '', deadline: '0' });
    await screen.goTo('basics');
    await screen.fill('Edit text', { text: 'Call **me** on +1 415 555 0123, @everyone' });
    await screen.press('Dry run');
    await told();
    const by = `<@${ada.id}>`;
    const said = await untilStaffSee(play, 'the verified role');
    expect(textOf(said).split('\n')).toEqual([
      `${by} changed **the verified role**: <@&${ids().roles.verified}> → <@&${other}>`,
      `${by} changed **the roles to remove**: none → <@&${ids().roles.unverified}>`,
      `${by} changed **the age of accounts**: off → 7 days`,
      `${by} changed **the notice text**: not set → “Call \\*\\*me\\*\\* on \\+•••23, \\@everyone”`,
      `${by} made a dry run: <@&${other}> was given to them and is taken again`,
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
