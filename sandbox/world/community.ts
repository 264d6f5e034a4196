import { Permission } from './bits.ts';
import { guildOf } from './lookup.ts';
import { permissionsOfEveryone } from './permissions.ts';
import type { Seeded } from './seed.ts';
import type { Guild, Id } from './types.ts';
import type { World } from './world.ts';

/** What Discord asks for before Onboarding can be switched on: default channels that everyone sees, and how many of them they can write in. */
export const ONBOARDING_ASKS = { channels: 7, writable: 5 } as const;

/** Whether a server's default channels are no longer enough: who is a member stays one, and its Onboarding can no longer be changed. */
export function isBelowRequirements(guild: Guild): boolean {
  const channels = (guild.onboarding?.defaultChannelIds ?? []).flatMap((id) => guild.channels.get(id) ?? []);
  const countOf = (permission: bigint) =>
    channels.filter((channel) => (permissionsOfEveryone(guild, channel) & permission) !== 0n).length;
  const { channels: seen, writable } = ONBOARDING_ASKS;
  return countOf(Permission.ViewChannel) < seen || countOf(Permission.SendMessages) < writable;
}

const CATEGORY = 4;

/**
 * Makes "Lantern Bay" a community server as Discord's own assistant leaves it, with nothing for a gate yet: Onboarding, its ten default channels in two categories, rules
 * and a welcome that only staff write in, and neither a role for verified members nor a channel for the notice.
 */
export function makeCommunity(world: World, { guildId, channels, roles }: Seeded): void {
  for (const id of [roles.verified, roles.unverified]) world.deleteRole(guildId, id);
  for (const id of [channels.verify, channels.lounge]) world.deleteChannel(id);
  const readOnly = { id: guildId, type: 'role', allow: 0n, deny: Permission.SendMessages } as const;
  world.setOverwrites(channels.welcome, [readOnly]);
  const rules = world.addChannel(guildId, { name: 'rules', overwrites: [readOnly] });
  const news = world.addChannel(guildId, { name: 'announcements', overwrites: [readOnly] });
  const inside = (category: string, names: readonly string[]): Id[] => {
    const { id } = world.addChannel(guildId, { name: category, type: CATEGORY });
    return names.map((name) => world.addChannel(guildId, { name, details: { parent_id: id } }).id);
  };
  const harbour = inside('Harbour', ['general', 'introductions', 'photos', 'off-topic']);
  const ships = inside('Ships', ['sailing', 'repairs', 'weather']);
  world.changeGuild(guildId, {
    details: { ...guildOf(world, guildId).details, rules_channel_id: rules.id, system_channel_id: channels.welcome },
  });
  const sailor = world.addRole(guildId, { name: 'Sailor', color: 0x0ea5e9 });
  world.moveRole(guildId, sailor.id, 1);
  world.setOnboarding(guildId, {
    defaultChannelIds: [channels.welcome, rules.id, news.id, ...harbour, ...ships],
    prompts: [
      {
        title: 'What brings you here?',
        options: [{ title: 'Sailing', roleIds: [sailor.id] }, { title: 'Just looking' }],
      },
    ],
  });
}
