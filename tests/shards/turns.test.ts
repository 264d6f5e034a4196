import { afterEach, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type Play, startPlay } from '../support/play.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let play: Play;
afterEach(() => play.stop());

const server = () => play.sandbox.seeded.guildId;
const requests = (method: string, path: RegExp) =>
  play.sandbox.traffic.exchanges.filter((one) => one.method === method && path.test(one.path));

/** The deadline's memory as if the bot had found each hour until now that members can verify. */
async function openUntilNow() {
  const note = `deadline:${server()}`;
  await play.stored(async ({ facts }) => {
    const noted = await facts.read(note);
    if (noted === undefined) return;
    const state = JSON.parse(noted);
    const open = [...(state.open ?? []).slice(0, -1), [(state.open ?? []).at(-1)?.[0], play.clock.now()]];
    await facts.write(note, JSON.stringify({ ...state, open, wasOpen: true, lookedAt: play.clock.now() }));
  });
}

/** Time passes without a bot; then two start, look at the deadline in the same instant, and have finished with it. */
async function bothLookAfter(days: number) {
  await play.stopApps();
  await play.clock.skip(days * DAY);
  await openUntilNow();
  await Promise.all([play.startApp(), play.startApp()]);
  await play.clock.skip(HOUR);
  await play.stopApps();
}

it('of two bots on one store one tells Discord the commands', async () => {
  play = await startPlay({ setUp: false });
  await play.stopApps();
  await play.stored(({ facts }) => facts.write(`commands:${play.sandbox.world.application.id}`, 'of another version'));
  await Promise.all([play.startApp(), play.startApp()]);
  await play.clock.skip(MINUTE);
  expect(requests('PUT', /\/applications\/\d+\/commands$/)).toHaveLength(2);
});

it('of two bots on one store one reminds those who did not verify, and one removes them', async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
  const { world, seeded } = play.sandbox;
  const role = world.guilds.get(server())?.roles.get(seeded.roles.latchkey);
  world.setRolePermissions(server(), seeded.roles.latchkey, (role?.permissions ?? 0n) | Permission.KickMembers);
  for (const name of ['jonas', 'nils', 'vesper'] as const) world.removeMember(server(), seeded.people[name]);
  // So many that one removal is no question for the staff.
  for (let index = 0; index < 20; index++) {
    const { id } = world.addUser({ username: `vouched${index}`, displayName: `Vouched ${index}` });
    world.addMember(server(), id);
    await play.stored(({ roster }) =>
      roster.add(
        { serverId: server(), memberId: id },
        { approval: { by: '1', reason: 'Met in person.' } },
        play.clock.now(),
      ),
    );
  }
  await play.settings({ deadlineDays: 10, staffChannelId: seeded.channels.staff });
  for (const days of [0, 6, 4, 2]) await bothLookAfter(days);

  const mira = play.person('mira');

  const letters = mira.actor.messages(world.directChannel(mira.id).id);
  expect(letters).toHaveLength(2);
  const removed = await play.stored(({ journal }) => journal.ofMember({ serverId: server(), memberId: mira.id }, 20));
  expect(removed.filter(({ what }) => what === 'removed')).toHaveLength(1);
  expect(removed.filter((entry) => entry.what === 'reminded').map(({ notice }) => notice)).toEqual(['warn', 'remind']);
  expect(requests('DELETE', new RegExp(`/members/${mira.id}$`))).toHaveLength(1);
});

it('of two bots on one store one gives a role that is owed', async () => {
  play = await startPlay();
  await play.startApp();
  const mira = play.person('mira');
  const phone = { phoneKey: 'v1:00', country: 'US', lastDigits: '23' };
  await play.stored(({ roster }) =>
    roster.admit({ serverId: server(), memberId: mira.id, phone, verifiedAt: play.clock.now() }, 1),
  );
  await play.clock.skip(2 * MINUTE);
  await play.sandbox.world.until(() => mira.hasRole());
  await play.stopApps();
  expect(requests('PUT', new RegExp(`/members/${mira.id}/roles/`))).toHaveLength(1);
});
