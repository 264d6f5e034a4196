import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE, type NewcomersPlay, newUser, playWithNewcomers } from '../support/newcomers.ts';
import type { Play } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let at: NewcomersPlay;
afterEach(() => play.stop());

async function begin(...how: Parameters<typeof playWithNewcomers>): Promise<void> {
  at = await playWithNewcomers(...how);
  play = at.play;
}

describe('members who are already there', () => {
  it('are counted, then given the role by a press, can be stopped, and after a kill the rest is done, nobody twice', async () => {
    let guests: string[] = [];
    await begin('role', {
      prepare({ world, seeded, clock }) {
        guests = Array.from({ length: 60 }, () => newUser(world));
        for (const id of guests) world.addMember(seeded.guildId, id, [], { joinedAt: clock.now() - 90 * 24 * HOUR });
      },
    });
    const { world } = at;
    const screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    await screen.goTo('newcomers');
    expect(screen.says()).toContain('They are not given');
    await screen.press('Count them');
    // The guests, and Mira, Jonas, Nils and Vesper.
    expect(screen.says()).toContain('**64** members have not verified');
    await screen.press('Give it to 64 members');
    expect(screen.says()).toContain('**0** of **64**');
    await at.ticks(1);
    await vi.waitFor(async () => {
      await screen.press('Check again');
      expect(screen.says()).toContain('**15** of **64**');
    });
    await screen.press('Stop');
    await at.ticks(3);
    expect(at.given()).toHaveLength(15);

    await screen.press('Count them');
    await screen.press('Give it to 49 members');
    await at.ticks(1);
    await play.restart();
    await play.clock.skip(MINUTE);
    await at.ticks(5);
    await world.until(() => guests.every((id) => at.has(id)));
    await play.stopApps();
    expect(at.given()).toHaveLength(64);
    expect(at.has(play.person('ada').id)).toBe(false);
  });

  it('get nothing by an old screen, or from an admin who could not give the role', async () => {
    await begin('role');
    const ada = play.person('ada');
    const screen = setupScreen(play.sandbox, ada);
    await screen.open();
    await screen.goTo('newcomers');
    await screen.press('Count them');
    await play.clock.skip(16 * MINUTE);
    await screen.press('Give it to 4 members');
    expect(screen.says()).toContain('Press **Count them** first');
    await screen.press('Count them');
    const { world } = at;
    const jonas = play.person('jonas').id;
    const { id } = world.addRole(at.guildId, { name: 'Helper', permissions: 1n << 5n });
    world.giveRole(at.guildId, jonas, id);
    const his = setupScreen(play.sandbox, play.person('jonas'));
    await his.open();
    await his.goTo('newcomers');
    await his.press('Rolle an 4 Mitglieder geben');
    expect(his.says()).toContain('nur mit **Rollen verwalten**');
    await at.ticks(3);
    expect(at.given()).toHaveLength(0);
  });
});
