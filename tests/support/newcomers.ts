import { vi } from 'vitest';
import type { World } from '../../sandbox/world/world.ts';
import { newcomersFact } from '../../src/gate/newcomers/duty.ts';
import type { ServerSettings } from '../../src/gate/settings/settings.ts';
import { type Play, type PlayOptions, startPlay } from './play.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

let count = 0;

/** Somebody who is on no server yet. */
export function newUser(world: World): string {
  count += 1;
  return world.addUser({ username: `guest.${count}`, displayName: `Guest ${count}` }).id;
}

export type NewcomersPlay = Awaited<ReturnType<typeof playWithNewcomers>>;

/** A server with settings for who joins, and a bot that has looked whose turn it is. */
export async function playWithNewcomers(settings: Partial<ServerSettings> | 'role', options: PlayOptions = {}) {
  const play = await startPlay({ env: { DISCORD_INTENTS: 'members' }, ...options });
  const { unverified } = play.sandbox.seeded.roles;
  await play.settings(settings === 'role' ? { unverifiedRoleId: unverified } : settings);
  await play.clock.skip(MINUTE);
  await play.restart();
  return { play, ...sightsOf(play) };
}

function sightsOf(play: Play) {
  const { world, seeded, traffic } = play.sandbox;
  const { guildId, roles } = seeded;

  /** So many steps of the bot's sweep. */
  async function ticks(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) await play.clock.skip(15_000);
  }

  return {
    world,
    ...seeded,
    ticks,
    has: (memberId: string, roleId = roles.unverified) =>
      world.guilds.get(guildId)?.members.get(memberId)?.roles.has(roleId) ?? false,
    /** Every time that Discord was asked to give the role of the unverified. */
    given: () =>
      traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.endsWith(`/roles/${roles.unverified}`)),
    /** Somebody joins, and is a member from then on. */
    joins(memberId = newUser(world)): string {
      world.addMember(guildId, memberId);
      return memberId;
    },
    /** The bot has looked at everybody, as it does each hour. */
    async swept(): Promise<void> {
      const from = play.clock.now() + HOUR;
      await play.clock.skip(HOUR);
      await vi.waitFor(async () => {
        await ticks(1);
        const stored = await play.stored(({ facts }) => facts.read(newcomersFact(guildId)));
        if (!(JSON.parse(stored ?? '{}').sweptAt >= from)) throw new Error('The bot has not looked at everybody.');
      }, 5_000);
    },
  };
}
