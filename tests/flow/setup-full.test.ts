import { getCountries } from 'libphonenumber-js';
import { afterEach, expect, it } from 'vitest';
import { pages, selects } from '../../src/discord/setup/ids.ts';
import { createSettingsEditor } from '../../src/gate/settings/editor.ts';
import { roleLimits } from '../../src/gate/settings/role-rules.ts';
import type { ServerSettings } from '../../src/gate/settings/settings.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
afterEach(() => play.stop());

const DAY = 24 * 60 * 60_000;
const many = <T>(count: number, one: (index: number) => T) => Array.from({ length: count }, (_, index) => one(index));

/** Everything that a server can choose, as much of it as may be chosen. */
function everything(): Partial<ServerSettings> {
  const { world, seeded } = play.sandbox;
  const { guildId, roles, channels } = seeded;
  const role = (index: number) => world.addRole(guildId, { name: `A role with quite a long name ${index}` }).id;
  const channel = (index: number) => world.addChannel(guildId, { name: `a-channel-with-a-long-name-${index}` }).id;
  const more = many(roleLimits.more, role);
  const others = many(25, (index) => role(100 + index));
  const rooms = many(25, channel);
  return {
    moreRoleIds: more,
    roleRules: many(roleLimits.rules, (index) => ({
      roleIds: others.slice(index * 2, index * 2 + 2),
      countries: getCountries(),
      kinds: ['mobile', 'fixedVoip', 'otherVoip'],
    })),
    bypassesChecks: true,
    removedRoleIds: others.slice(10, 25),
    unverifiedRoleId: roles.unverified,
    joinPrompt: 'mention',
    openChannelIds: rooms,
    noticeText: 'Words of the admin. '.repeat(75),
    smsName: 'Lantern Bay of the Seven Islands',
    staffChannelId: channels.staff,
    staffRoleId: roles.moderator,
    pingsStaff: true,
    welcomeText: 'Good to see you here. '.repeat(22),
    welcomeChannelIds: rooms.slice(0, 2),
    accountsPerNumber: 3,
    conflict: 'askStaff',
    sendsAtOnce: true,
    countries: {
      is: 'except',
      countries: many(60, (index) => ['RU', 'KP', 'BY', 'IR', 'SY', 'CU'][index % 6] ?? 'RU'),
    },
    lines: { fixedVoip: 'refuse', otherVoip: 'refuse', landline: 'askStaff', unknown: 'askStaff' },
    minimumAgeDays: 365,
    dailyCap: 100_000,
    defaultCountry: 'DE',
    deadlineDays: 90,
    exemptRoleIds: others,
    exemptBoosters: true,
    exemptAgeDays: 3650,
    exemptJoinedBefore: '2026-01-01',
    endsAfter: { months: 60, since: play.clock.now() },
  };
}

async function openGate() {
  const { guildId, people } = play.sandbox.seeded;
  const opening = {
    ...{ id: 'opening-1', serverId: guildId, by: people.ada, openedAt: play.clock.now() },
    ...{ endsAt: play.clock.now() + DAY, reason: 'No codes have come since this morning. '.repeat(9) },
  };
  await play.stored(({ openings }) => openings.open(opening, play.clock.now() + DAY));
}

/** Saved as changes of hers, there and back several times, so that the history is as long as the rest. */
async function chosenByAda(all: Partial<ServerSettings>) {
  const { guildId, people } = play.sandbox.seeded;
  await play.stored(async ({ settings }) => {
    const editor = createSettingsEditor({ store: settings, clock: play.clock, onChanged: () => {} });
    const { roleId, channelId, noticeId, noticeChannelId, ...fresh } = await editor.load(guildId);
    for (const change of many(13, (index) => (index % 2 === 0 ? all : fresh))) {
      expect((await editor.change(guildId, people.ada, change)).refused).toEqual([]);
    }
  });
}

/** Every page, one after another: Discord takes no message with more than 40 parts or 4,000 letters. */
async function seeEveryPage(admin: Person) {
  const screen = setupScreen(play.sandbox, admin);
  await screen.open();
  for (const page of pages) {
    await screen.goTo(page);
    expect(screen.chosen(selects.page), page).toEqual([page]);
  }
}

it('every page fits into a message of Discord with everything on, in English and German, also where all of it is to be fixed', async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members,moderation', PHONE_LOOKUP: 'on' } });
  const { world, seeded } = play.sandbox;
  const [ada, jonas] = [play.person('ada'), play.person('jonas')];
  world.giveRole(seeded.guildId, jonas.id, seeded.roles.keeper);
  await chosenByAda(everything());
  await openGate();
  for (const admin of [ada, jonas]) await seeEveryPage(admin);

  const bot = world.guilds.get(seeded.guildId)?.roles.get(seeded.roles.latchkey);
  if (bot) world.moveRole(seeded.guildId, bot.id, 1);
  world.deleteChannel(seeded.channels.staff);
  for (const admin of [ada, jonas]) await seeEveryPage(admin);
}, 60_000);
