import { PermissionFlagsBits } from 'discord.js';
import { everyGiven, givenBy } from '../../gate/settings/role-rules.ts';
import { type ServerSettings, takenBy } from '../../gate/settings/settings.ts';
import { basePermissions, channelPermissions, has } from './permissions.ts';
import type { ChannelSnapshot, RoleSnapshot, ServerSnapshot } from './server-snapshot.ts';

const { Administrator, ViewChannel } = PermissionFlagsBits;

/** Named one by one; where they are more, the rest is counted. */
const NAMED = 3;

/** Whether holders of some roles see a channel. */
export function sees(server: ServerSnapshot, roleIds: readonly string[], channel: ChannelSnapshot): boolean {
  return has(channelPermissions(server, { roleIds }, channel), ViewChannel);
}

/** The channels behind the gate: verified members see them, and those who are not verified do not. */
export function gatedChannels(server: ServerSnapshot, settings: ServerSettings): readonly ChannelSnapshot[] {
  const given = givenBy(settings);
  if (given.length === 0) return [];
  return server.channels.filter((channel) => sees(server, given, channel) && !sees(server, takenBy(settings), channel));
}

/**
 * Roles with which somebody is past the gate who has not verified: the roles that verified members get, and those that open what it
 * opens. Roles of bots are left out: nobody else can have them.
 */
export function rolesPastTheGate(server: ServerSnapshot, settings: ServerSettings): readonly RoleSnapshot[] {
  const behind = gatedChannels(server, settings);
  const before = takenBy(settings);
  const opens = ({ id }: RoleSnapshot) => behind.some((channel) => sees(server, [...before, id], channel));
  return server.roles.filter((role) => {
    if (role.id === server.serverId || before.includes(role.id) || role.tags?.bot_id !== undefined) return false;
    return everyGiven(settings).includes(role.id) || opens(role);
  });
}

/** Something that gives a role by which members are past the gate, or need not verify. */
export interface Hole {
  /** An answer to a question of Onboarding, or an invite. */
  readonly is: 'answerGives' | 'inviteGives';
  readonly where: 'onboarding' | 'invites';
  readonly ids: readonly string[];
  readonly sources: Sources;
}

/** What gives the roles: a question with its answer, or the code of an invite. `more` are not named. */
export interface Sources {
  readonly named: readonly (readonly string[])[];
  readonly more: number;
}

/** What lets members past the gate without a number: answers of Onboarding and invites that give a role that leads past it, or an exempt one. */
export function holes(server: ServerSnapshot, settings: ServerSettings): Hole[] {
  const { onboarding, invites = [] } = server;
  if (settings.roleId === undefined || (!onboarding && invites.length === 0)) return [];
  // A member with an exempt role passes by one press.
  const past = new Set([...rolesPastTheGate(server, settings).map(({ id }) => id), ...settings.exemptRoleIds]);
  const giving = <T extends { readonly roleIds: readonly string[] }>(sources: readonly T[]) =>
    sources.filter(({ roleIds }) => roleIds.some((id) => past.has(id)));
  const answers = giving(onboarding?.answers ?? []);
  const open = giving(invites);
  const rolesOf = (sources: readonly { readonly roleIds: readonly string[] }[]) => [
    ...new Set(sources.flatMap(({ roleIds }) => roleIds.filter((id) => past.has(id)))),
  ];
  return [
    ...hole(
      'answerGives',
      'onboarding',
      rolesOf(answers),
      answers.map(({ question, answer }) => [question, answer]),
    ),
    ...hole(
      'inviteGives',
      'invites',
      rolesOf(open),
      open.map(({ code }) => [code]),
    ),
  ];
}

function hole(is: Hole['is'], where: Hole['where'], ids: readonly string[], sources: Sources['named']): Hole[] {
  if (sources.length === 0) return [];
  return [{ is, where, ids, sources: { named: sources.slice(0, NAMED), more: Math.max(0, sources.length - NAMED) } }];
}

/** How members come to a role that leads past the gate without the bot. */
export type OtherWay =
  /** They connect an account elsewhere, or have one at a service such as Twitch. */
  | 'linked'
  | 'boosting'
  /** They pay for it. */
  | 'paid'
  /** Somebody gives it to them: a moderator, or another bot. */
  | 'given';

export interface OtherRole {
  readonly roleId: string;
  readonly way: OtherWay;
}

/** Every other role that leads past the gate, with the way to it. What an administrator may is their own affair. */
export function otherRoles(server: ServerSnapshot, settings: ServerSettings): readonly OtherRole[] {
  const isOther = ({ id }: RoleSnapshot) =>
    !everyGiven(settings).includes(id) && !has(basePermissions(server, { roleIds: [id] }), Administrator);
  return rolesPastTheGate(server, settings)
    .filter(isOther)
    .map((role) => ({ roleId: role.id, way: wayTo(role) }));
}

function wayTo({ tags = {} }: RoleSnapshot): OtherWay {
  if ('premium_subscriber' in tags) return 'boosting';
  if (tags.subscription_listing_id !== undefined) return 'paid';
  return 'guild_connections' in tags || tags.integration_id !== undefined ? 'linked' : 'given';
}
