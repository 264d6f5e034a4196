import type { Application, Json, Member, User } from '../../world/types.ts';

/** A user as others see it. */
export function userJson(user: User): Json {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? '4242' : '0',
    global_name: user.bot ? null : user.displayName,
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    collectibles: null,
    primary_guild: null,
    flags: 0,
    public_flags: 0,
    ...(user.bot ? { bot: true } : {}),
  };
}

/** The bot's user as it sees itself. Its two-factor authentication is that of its application's owner. */
export function ownUserJson(user: User, { ownerHasTwoFactor }: Application): Json {
  return { ...userJson(user), mfa_enabled: ownerHasTwoFactor, locale: user.locale, verified: true, email: null };
}

/** A member, without the user inside. */
export function bareMemberJson(member: Member): Json {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: member.timeoutUntil === null ? null : new Date(member.timeoutUntil).toISOString(),
    flags: member.flags,
    joined_at: new Date(member.joinedAt).toISOString(),
    nick: member.nick,
    pending: member.pending,
    premium_since: member.boostingSince === null ? null : new Date(member.boostingSince).toISOString(),
    roles: [...member.roles],
    ...member.voice,
  };
}

/** A member with its user. */
export function memberJson(member: Member, users: ReadonlyMap<string, User>): Json {
  const user = users.get(member.userId);
  if (!user) throw new Error(`Member ${member.userId} is nobody.`);
  return { ...bareMemberJson(member), user: userJson(user) };
}
