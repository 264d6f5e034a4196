import { afterEach, describe, expect, it } from 'vitest';
import { newcomersRoutes } from '../../src/discord/newcomers/ids.ts';
import { selects as setupSelects } from '../../src/discord/setup/ids.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
afterEach(() => play.stop());

describe('the page', () => {
  it('says without the intent what is not possible and how to switch it on, and a choice of before is named to be fixed', async () => {
    play = await startPlay();
    const screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    await screen.goTo('newcomers');
    expect(screen.says()).toContain('**Not possible yet.**');
    expect(screen.says()).toContain('DISCORD_INTENTS=members');
    await play.settings({ joinPrompt: 'mention' });
    await screen.press('Check again');
    expect(screen.says()).toContain('Nothing is done for new members yet');
  });

  it('chooses the role and the way, takes no role that the admin could not give, and costs the first page nothing', async () => {
    play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
    const screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    const basics = screen.says();
    await screen.goTo('newcomers');
    await screen.choose(newcomersRoutes.role, play.sandbox.seeded.roles.verified);
    expect(screen.says()).toContain("A member can't be verified and unverified at once");
    await screen.choose(newcomersRoutes.role, play.sandbox.seeded.roles.unverified);
    expect(screen.chosen(newcomersRoutes.role)).toEqual([play.sandbox.seeded.roles.unverified]);
    await screen.choose(newcomersRoutes.prompt, 'mention');
    expect(screen.chosen(newcomersRoutes.prompt)).toEqual(['mention']);
    await screen.choose(newcomersRoutes.prompt, 'off');
    await screen.choose(newcomersRoutes.role);
    await screen.goTo('basics');
    expect(screen.says()).toBe(basics);
    expect(screen.chosen(setupSelects.role)).toEqual([play.sandbox.seeded.roles.verified]);
  });
});
