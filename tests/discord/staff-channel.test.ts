import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { manualClock, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { createServers } from '../../src/discord/rest/servers.ts';
import { createStaffChannel } from '../../src/discord/staff-channel/channel.ts';
import { createRecorder } from '../../src/gate/journal/recorder.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import type { Happened } from '../support/entries.ts';
import { captureLogs } from '../support/logs.ts';
import { startPlay } from '../support/play.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const minute = 60_000;
const verified = { what: 'verified', country: 'US' } as const;
const reached = (budget: string) => ({ what: 'capReached', budget, country: 'US', until: minute, ms: 1 }) as const;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ clock: manualClock() });
});
afterEach(() => sandbox.close());

/** The staff channel's voice over the sandbox's Discord. @param locale of the server it speaks to */
function voice(locale = 'en-US') {
  const { world, clock, seeded } = sandbox;
  const { ada, mira } = seeded.people;
  const server = world.addGuild({ name: 'Harbour Light', ownerId: ada, locale });
  const staff = world.addChannel(server.id, { name: 'staff' });
  const logs = captureLogs();
  const rest = new REST({ api: sandbox.discordApiUrl, retries: 0 }).setToken(sandbox.token);
  const servers = createServers(rest, clock);
  const state = { staffChannelId: staff.id as string | undefined };
  const channel = createStaffChannel({
    rest,
    settings: {
      load: async () => ({ ...freshSettings, ...(state.staffChannelId && { staffChannelId: state.staffChannelId }) }),
      read: async () => ({ revision: 0 }),
      save: async () => true,
      servers: async () => [server.id],
    },
    languages: { toAll: async (serverId) => texts.for(await servers.preferredLocale(serverId)) },
    clock,
    log: logs.logger,
  });
  onTestFinished(channel.stop);
  const journal = { write: async () => true };
  const record = createRecorder({ journal, staff: channel.tell, clock, onError: () => {} });
  const told: Promise<void>[] = [];
  const said = () => world.messages.inChannel(staff.id, ada).map(({ components }) => String(components[0]?.content));
  return {
    state,
    logs,
    said,
    staff,
    message: () => world.messages.inChannel(staff.id, ada).at(-1),
    tell: (event: Happened) => void told.push(record({ serverId: server.id, memberId: mira, ...event })),
    /** Lets the lines that wait be said. */
    async pass(ms = 3_000) {
      await Promise.all(told);
      await clock.skip(ms);
      await channel.settled();
    },
    async stop() {
      await Promise.all(told);
      await channel.stop();
    },
  };
}

describe('the staff channel', () => {
  it('says what happened within a few seconds in one message, and what came later in another', async () => {
    const { tell, pass, said } = voice();
    const member = `<@${sandbox.seeded.people.mira}>`;
    tell({ what: 'verified', country: 'US' });
    tell({ what: 'grantFailed', obstacle: 'roleGone' });
    expect(said()).toEqual([]);
    await pass();
    tell({ what: 'approved', by: sandbox.seeded.people.ada, reason: 'Known to us' });
    await pass();
    expect(said()).toEqual([
      `${member} verified with a number from 🇺🇸\u00a0United States\n${member} is verified but has no role yet: the role no longer exists. Choose another one with /setup.`,
      `<@${sandbox.seeded.people.ada}> approved ${member} by hand: Known to us`,
    ]);
  });

  it('speaks the language of the server, notifies nobody and pings nobody', async () => {
    const { tell, pass, said, message } = voice('de');
    tell({ what: 'verified', country: 'GB' });
    await pass();
    expect(said()[0]).toContain('hat sich mit einer Nummer bestätigt (🇬🇧\u00a0Vereinigtes Königreich)');
    expect((message()?.flags ?? 0) & (1 << 12)).not.toBe(0);
    const { body } = sandbox.traffic.exchanges.findLast(({ method }) => method === 'POST') ?? {};
    expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('groups many by their kind', async () => {
    const { tell, pass, said } = voice();
    for (let count = 0; count < 34; count++) tell({ what: 'verified', country: 'US' });
    tell({ what: 'grantFailed', obstacle: 'roleGone' });
    tell({ what: 'grantFailed', obstacle: 'roleGone' });
    await pass();
    expect(said()).toEqual(['**34** verified, **2** roles that Discord refused']);
  });

  it('still says ten one by one', async () => {
    const { tell, pass, said } = voice();
    for (let count = 0; count < 10; count++)
      tell({ what: 'revoked', reason: '*'.repeat(500), by: sandbox.seeded.people.ada });
    await pass();
    expect(said()[0]?.split('\n')).toHaveLength(10);
    expect(said()[0]).not.toContain('**');
    expect(sandbox.traffic.problems()).toEqual([]);
  });

  it('says that a limit is reached once an hour for each limit', async () => {
    const { tell, pass, said } = voice();
    for (let count = 0; count < 5; count++) tell(reached('sends-all'));
    tell(reached('sends-server'));
    await pass();
    expect(said()[0]?.split('\n')).toHaveLength(2);
    tell(reached('sends-all'));
    await pass(59 * minute);
    expect(said()).toHaveLength(1);
    await pass(minute);
    tell(reached('sends-all'));
    await pass();
    expect(said()).toHaveLength(2);
  });

  it('does not blame Twilio for a number that the server’s own rule for its kind of line kept out', async () => {
    const { tell, pass, said } = voice();
    for (const problem of ['lineRefused', 'lineToStaff'] as const)
      tell({ what: 'sendRefused', problem, country: 'US', ms: 1 });
    await pass();
    expect(said()).toEqual([]);
  });

  it('leaves out what is the member’s own business', async () => {
    const { tell, pass, said } = voice();
    tell({ what: 'started' });
    tell({ what: 'sent', again: false, country: 'US', ms: 1 });
    tell({ what: 'wrongCode', locked: false, ms: 1 });
    tell({ what: 'granted' });
    tell({ what: 'requested', cause: 'cannotVerify', locale: 'en-US' });
    tell({ what: 'lookedUp', by: sandbox.seeded.people.ada });
    await pass();
    expect(said()).toEqual([]);
  });

  it('logs what keeps it from speaking once per cause, and speaks again when that is over', async () => {
    const { tell, pass, said, state, logs, staff } = voice();
    state.staffChannelId = '1000000000000000001';
    for (let count = 0; count < 3; count++) {
      tell(verified);
      await pass();
    }
    expect(logs.lines.filter((line) => line.includes('the staff could not be told'))).toHaveLength(1);
    state.staffChannelId = staff.id;
    tell(verified);
    await pass();
    expect(said()).toHaveLength(1);
    state.staffChannelId = '1000000000000000001';
    tell(verified);
    await pass();
    expect(logs.lines.filter((line) => line.includes('the staff could not be told'))).toHaveLength(2);
  });

  it('is silent where no channel has been chosen', async () => {
    const { tell, pass, said, state, logs } = voice();
    state.staffChannelId = undefined;
    tell(verified);
    await pass();
    expect([said(), logs.lines]).toEqual([[], []]);
  });

  it('says what waits when it stops, and nothing afterwards', async () => {
    const { stop, tell, pass, said } = voice();
    tell(verified);
    await stop();
    expect(said()).toHaveLength(1);
    tell(verified);
    await pass();
    expect(said()).toHaveLength(1);
  });
});

it('a member who verifies is a line in the staff channel, without a digit of the number', async () => {
  const play = await startPlay();
  await openStaffChannel(play);
  const mira = play.person('mira');
  await mira.verify();
  await play.clock.skip(3_000);
  const line = textOf(await untilStaffSee(play, 'verified with a number from'));
  expect(line).toBe(`<@${mira.id}> verified with a number from 🇺🇸 United States`);
  await play.stop();
});
