import { Client } from 'discord.js';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBeginnings } from '../../src/app/chores/beginnings.ts';
import { createClockCheck } from '../../src/app/process/clock-check.ts';
import { systemClock } from '../../src/clock.ts';
import { watchConnections } from '../../src/discord/gateway/connection.ts';
import { captureLogs } from '../support/logs.ts';
import { type Play, startPlay } from '../support/play.ts';

const [second, day] = [1000, 86_400_000];

let play: Play | undefined;
afterEach(async () => {
  await play?.stop();
  play = undefined;
});

/** Starts the bot again on a machine whose clock is wrong by `machine.by`, which may be mended later. */
async function startOn(play: Play, machine: { by: number }) {
  await play.stopApps();
  const { now } = play.clock;
  const clock = systemClock({ wall: () => now() + machine.by, steady: now });
  await play.startApp({}, clock);
  return clock;
}

describe.each([
  ['ahead', 100 * day],
  ['behind', -100 * day],
])('case 34: a bot whose machine’s clock is 100 days %s at the start', (_, by) => {
  it('goes by Discord’s, says so once, and lets no block lapse', async () => {
    play = await startPlay();
    const [mira, ada] = [play.person('mira'), play.person('ada')];
    await mira.verify();
    await ada.slash('member block', { user: mira.id, reason: 'Spam', duration: 'days7' });
    await startOn(play, { by });
    await mira.press('Verify', mira.notice());
    await mira.untilSees('is blocked on this server until');
    // The same phone, so the same number.
    const vesper = play.person('vesper');
    await vesper.begin();
    await vesper.send();
    await vesper.submit(vesper.code());
    await vesper.untilSees("this number can't be used on this server");
    const [said, ...others] = play.logs.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');
    expect(others).toEqual([]);
    expect(said).toMatchObject({
      msg: expect.stringContaining("using Discord's time"),
      seconds: expect.closeTo(by / 1000, -1),
    });
  });

  it('keeps codes and waits as they are when the machine’s is mended', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    const machine = { by };
    await startOn(play, machine);
    await mira.begin();
    await mira.send();
    machine.by = 0;
    await play.clock.skip(31 * second);
    await mira.slash('verify');
    expect(mira.buttons()).toMatchObject({ 'Resend OTP': 'on', Submit: 'on' });
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('stamps what it writes with the right time', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await startOn(play, { by });
    await mira.verify();
    const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
    const entry = await play.stored(({ roster }) => roster.find(who));
    expect(Math.abs((entry?.verifiedAt ?? 0) - play.clock.now())).toBeLessThan(2 * second);
  });

  it('tells work that was underway at a deletion by the right time', async () => {
    play = await startPlay({ setUp: false });
    const clock = await startOn(play, { by });
    const stamp = createBeginnings(clock).stamp() / 1000;
    expect(Math.abs(stamp - play.clock.now())).toBeLessThan(2 * second);
  });
});

it('case 34: what the first answer of Discord’s says of the time deletes nothing before a second one confirms it', async () => {
  const { logger } = captureLogs();
  const state = { there: Date.UTC(2031, 4, 4) };
  const clock = systemClock({ wall: () => Date.UTC(2030, 0, 1), steady: () => 0 });
  const clockCheck = createClockCheck({ clock, log: logger });
  const ask = clockCheck.listening(
    async () => new Response('', { headers: { date: new Date(state.there).toUTCString() } }),
  );
  await ask('https://discord.test', {});
  expect([clock.now(), clockCheck.isSure()]).toEqual([state.there, false]);
  await ask('https://discord.test', {});
  expect(clockCheck.isSure()).toBe(true);
  state.there += day;
  await ask('https://discord.test', {});
  expect([clock.now(), clockCheck.isSure()]).toEqual([state.there - day, false]);
});

it('case 34: a bot whose machine’s clock was ahead at the start counts from then on for how long it has not been connected', () => {
  const { logger } = captureLogs();
  const time = { now: 100 * day };
  const watch = watchConnections(new Client({ intents: [] }), {
    clock: { now: () => time.now, after: () => () => {} },
    log: logger,
  });
  onTestFinished(watch.stop);
  time.now = 0;
  expect(watch.awayFor()).toBe(0);
  time.now = 5000;
  expect(watch.awayFor()).toBe(5000);
});
