import { Locale } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { localesIn } from '../../src/text/locales.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

const commandsPath = /\/applications\/\d+\/commands$/;
const registrations = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && commandsPath.test(path));
const note = () => `commands:${play.sandbox.world.application.id}`;

describe('the commands', () => {
  it('are registered at the first start, with their names in other languages', async () => {
    play = await startPlay({ setUp: false });
    expect(registrations().map(({ status }) => status)).toEqual([200]);
    const jonas = play.person('jonas');
    expect(jonas.actor.command('verify')?.body).toMatchObject({
      description_localizations: { de: expect.any(String) },
    });
  });

  it('are registered in every language that there are texts in, but for those that no client of Discord has', async () => {
    const { names } = localesIn(new URL('../../locales/', import.meta.url));
    play = await startPlay({ setUp: false, languages: names });
    expect(registrations().map(({ status }) => status)).toEqual([200]);
    const ofDiscord = Object.values(Locale).filter((locale) => locale !== 'en-US' && names.includes(locale));
    const { name_localizations, options } = play.person('ada').actor.command('member')?.body ?? {};
    expect(Object.keys(Object(name_localizations)).sort()).toEqual(ofDiscord.sort());
    // A text that was not read would be its key.
    expect(JSON.stringify(options)).not.toMatch(/"(?:command|member)\.\w+/);
  });

  it('are not registered again at a start with the same definitions', async () => {
    play = await startPlay({ setUp: false });
    await play.restart();
    await play.restart();
    expect(registrations()).toHaveLength(1);
  });

  it('are registered once more when their definition has changed', async () => {
    play = await startPlay({ setUp: false });
    await play.stopApps();
    await play.stored(({ facts }) => facts.write(note(), 'of another version'));
    await play.startApp();
    await play.restart();
    expect(registrations()).toHaveLength(2);
  });

  it('are registered for each application: another token on the same data brings its own', async () => {
    play = await startPlay({ setUp: false });
    await play.stopApps();
    await play.stored(async ({ facts }) => {
      const digest = (await facts.read(note())) ?? '';
      await facts.remove(note());
      await facts.write('commands:100000000000000009', digest);
    });
    await play.startApp();
    expect(registrations()).toHaveLength(2);
  });

  it('take no harm from two processes that start at once', async () => {
    play = await startPlay({ setUp: false });
    await play.stopApps();
    await play.stored(({ facts }) => facts.remove(note()));
    await Promise.all([play.startApp(), play.startApp()]);
    expect(registrations().every(({ status }) => status === 200)).toBe(true);
    const before = registrations().length;
    await play.restart();
    expect(registrations()).toHaveLength(before);
    expect(play.person('mira').actor.command('verify')).toBeDefined();
  });

  it('that Discord did not take are tried again while the bot runs, and the log says so', async () => {
    play = await startPlay({ setUp: false });
    await play.stopApps();
    await play.stored(({ facts }) => facts.remove(note()));
    // The library asks three times by itself.
    play.sandbox.world.faults.add({ method: 'PUT', path: commandsPath, times: 6, status: 503 });
    await play.startApp();
    expect(play.logs.text()).toContain('the commands could not be registered');
    expect(registrations().at(-1)?.status).toBe(503);
    expect(await play.stored(({ facts }) => facts.read(note()))).toBeUndefined();

    await play.clock.skip(30_000);
    await play.sandbox.traffic.until(() => registrations().length === 7);
    await play.clock.skip(120_000);
    await play.sandbox.traffic.until(() => registrations().at(-1)?.status === 200);
    await play.restart();
    expect(registrations()).toHaveLength(8);
  });
});
