import { guildOf } from '../world/lookup.ts';
import type { Guild, Id, Role } from '../world/types.ts';
import type { Switch } from './faults.ts';
import type { ControlParts } from './parts.ts';

/** What a server may be like that a bot is seldom tried on. */
export function createServerSwitches(parts: ControlParts) {
  const { world, seeded } = parts;
  const { guildId } = seeded;
  const guild = () => guildOf(world, guildId);
  return {
    screening: { set: (on) => world.setScreening(guildId, on), isOn: () => guild().screening },
    onboarding: {
      set: (on) => world.setOnboarding(guildId, on ? questions(guild(), seeded) : undefined),
      isOn: () => guild().onboarding !== undefined,
    },
    invite: invite(parts, guild),
    twoFactor: { set: (on) => world.setMfaLevel(guildId, on ? 1 : 0), isOn: () => guild().mfaLevel === 1 },
    withoutBot: withoutBot(parts, guild),
  } satisfies Record<string, Switch>;
}

/** One question, one of whose answers gives the verified role away. */
function questions(guild: Guild, { roles, channels }: ControlParts['seeded']) {
  const roleIds = guild.roles.has(roles.verified) ? [roles.verified] : [];
  const defaultChannelIds = [channels.welcome, channels.verify].filter((id) => guild.channels.has(id));
  const options = [{ title: 'Sailing', roleIds }, { title: 'Just looking' }];
  return { defaultChannelIds, prompts: [{ title: 'What brings you here?', options }] };
}

/** An invite that gives the verified role. While it is there, who comes back comes by it. */
function invite({ world, seeded }: ControlParts, guild: () => Guild): Switch {
  const { channels, people, roles } = seeded;
  const made = () => [...guild().invites.values()].find(({ roleIds }) => roleIds?.includes(roles.verified));
  return {
    isOn: () => made() !== undefined,
    set(on) {
      const former = made();
      if (!on && former) world.deleteInvite(guild().id, former.code);
      const channel = guild().channels.get(channels.welcome);
      if (!on || former || !channel || !guild().roles.has(roles.verified)) return;
      world.addInvite(channel, { by: people.ada, maxAge: 0, maxUses: 0, temporary: false, roleIds: [roles.verified] });
    },
  };
}

/** Adds the application without its bot; and the bot again, with its role where it stood. */
function withoutBot({ world, seeded: { guildId } }: ControlParts, guild: () => Guild): Switch {
  const { botId } = world.application;
  const ownRole = (): Role | undefined => [...guild().roles.values()].find((role) => role.botId === botId);
  let former: Role | undefined;

  function addAgain(): void {
    world.addBot(guildId, former?.permissions);
    const role = ownRole();
    if (role && former) world.moveRole(guildId, role.id, former.position);
  }

  return {
    isOn: () => guild().hasCommands && !isMember(guild(), botId),
    set(on) {
      if (on !== isMember(guild(), botId)) return;
      if (!on) return addAgain();
      former = ownRole();
      world.addWithoutBot(guildId);
    },
  };
}

const isMember = ({ members }: Guild, userId: Id): boolean => members.has(userId);
