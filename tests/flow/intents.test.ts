import { afterEach, describe, expect, it } from 'vitest';
import { Intent } from '../../sandbox/world/bits.ts';
import { explainStart } from '../../src/discord/gateway/start-failure.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

describe('what the bot asks of the gateway', () => {
  it.each<[setting: string, intents: number]>([
    ['', 0],
    ['moderation', Intent.GuildModeration],
    ['members', Intent.GuildMembers],
    ['members,moderation', Intent.GuildMembers | Intent.GuildModeration],
  ])('with DISCORD_INTENTS=%s is %i', async (DISCORD_INTENTS, intents) => {
    play = await startPlay({ env: { DISCORD_INTENTS } });
    expect(play.sandbox.gateway.intents()).toEqual([intents]);
  });

  it('is refused with one sentence where members is not switched on in the developer portal', async () => {
    play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
    await play.stopApps();
    play.sandbox.world.application.privilegedIntents = 0;
    const refusal = await play.startApp().catch((error: unknown) => error);
    expect(explainStart(refusal)).toMatch(/^DISCORD_INTENTS includes members, .*Server Members Intent, .*\.\n$/);
  });
});
