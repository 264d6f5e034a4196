import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE, type NewcomersPlay, newUser, playWithNewcomers } from '../support/newcomers.ts';
import type { Play } from '../support/play.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let at: NewcomersPlay;
afterEach(() => play.stop());

async function begin(...how: Parameters<typeof playWithNewcomers>): Promise<void> {
  at = await playWithNewcomers(...how);
  play = at.play;
}

const mentions = () =>
  play
    .person('ada')
    .actor.messages(at.channels.verify)
    .filter((message) => textOf(message).includes('Welcome'));

describe('a prompt on joining', () => {
  it('by direct message comes once, not while the rules wait, not to the verified, and is not tried again where it is refused', async () => {
    await begin({ joinPrompt: 'directMessage' });
    const { world } = at;
    const letters = (id: string) => play.personById(id).actor.messages(world.directChannel(id).id).map(textOf);
    world.setScreening(at.guildId, true);
    const newcomer = at.joins();
    await play.clock.skip(MINUTE);
    expect(letters(newcomer)).toEqual([]);
    world.acceptRules(at.guildId, newcomer);
    await world.until(() => letters(newcomer).length > 0);
    expect(letters(newcomer).join()).toContain('Welcome to Lantern Bay!');
    world.setScreening(at.guildId, false);
    world.removeMember(at.guildId, newcomer);
    at.joins(newcomer);

    const closed = newUser(world);
    world.setDirectMessages(closed, false);
    for (let time = 0; time < 3; time++) {
      at.joins(closed);
      await play.clock.skip(1000);
      world.removeMember(at.guildId, closed);
    }
    const mira = play.person('mira');
    await mira.verify();
    world.removeMember(at.guildId, mira.id);
    at.joins(mira.id);
    await world.until(() => mira.hasRole());
    await play.stopApps();
    expect(letters(newcomer)).toHaveLength(1);
    expect(letters(mira.id)).toEqual([]);
    const refused = play.sandbox.traffic.exchanges.filter(
      ({ method, path, status }) => method === 'POST' && path.endsWith('/messages') && status === 403,
    );
    expect(refused).toHaveLength(1);
  });

  it('by a mention gathers who joins together, leads to the form, and is deleted, also after a kill', async () => {
    await begin({ joinPrompt: 'mention' });
    const { world } = at;
    const second = await play.startApp();
    const crowd = Array.from({ length: 45 }, () => at.joins());
    await vi.waitFor(async () => {
      await play.clock.skip(5_000);
      expect(mentions().length).toBeGreaterThanOrEqual(2);
    });
    const words = mentions().map(textOf).join();
    for (const id of crowd) expect(words.split(`<@${id}>`)).toHaveLength(2);
    await second.stop();
    await play.restart();
    const someone = play.personById(crowd[0] ?? '');
    await someone.press('Verify', mentions()[0]);
    await play.clock.skip(6 * MINUTE);
    await world.until(() => mentions().length === 0);
  });
});
