import { Intent, Permission } from './bits.ts';
import type { Id } from './types.ts';
import type { World } from './world.ts';

/** Ids of what a fresh sandbox contains, by name. */
export interface Seeded {
  readonly guildId: Id;
  readonly channels: { readonly welcome: Id; readonly verify: Id; readonly staff: Id; readonly lounge: Id };
  /** `latchkey` is the bot's own managed role. */
  readonly roles: {
    readonly unverified: Id;
    readonly verified: Id;
    readonly moderator: Id;
    readonly latchkey: Id;
    readonly keeper: Id;
  };
  /** `vesper` is Mira's second account, on the same phone; `nils` came to Discord two days ago. */
  readonly people: { readonly mira: Id; readonly jonas: Id; readonly ada: Id; readonly nils: Id; readonly vesper: Id };
}

const DAY = 86_400_000;
const MIRAS_PHONE = '+14155550123';

/**
 * An admin with Manage Server and nothing else, for a server from the seed above: Theo Marsh, whose role Steward stands just
 * below the bot's. He sees #staff. Discord lets him give nobody any role.
 */
export function addSteward(
  world: World,
  { guildId, roles, channels }: Seeded,
): { readonly userId: Id; readonly roleId: Id } {
  const { id: userId } = world.addUser({
    username: 'theomarsh',
    displayName: 'Theo Marsh',
    phone: '+14155550166',
    createdAt: world.now() - 4 * 365 * DAY,
  });
  const { id: roleId } = world.addRole(guildId, {
    name: 'Steward',
    color: 0x8b5cf6,
    permissions: Permission.ManageGuild,
  });
  const bot = world.guilds.get(guildId)?.roles.get(roles.latchkey);
  world.moveRole(guildId, roleId, bot?.position ?? 1);
  world.addMember(guildId, userId, [roleId]);
  const { overwrites = [] } = world.channel(channels.staff) ?? {};
  const sees = { id: roleId, type: 'role', allow: Permission.ViewChannel, deny: 0n } as const;
  world.setOverwrites(channels.staff, [...overwrites, sees]);
  return { userId, roleId };
}

/** Fills an empty world. */
export type Seed = (world: World) => Seeded;

/**
 * The fictional server "Lantern Bay". From the bottom up its roles are Unverified (given to nobody), Verified, Moderator,
 * Latchkey (the bot) and Keeper (administrators, above the bot). Only Keepers and the bot see #staff; only Verified see
 * #lounge. The bot's application has the privileged members intent switched on.
 */
export const lanternBay: Seed = (world) => {
  const { application, now } = world;
  application.privilegedIntents = Intent.GuildMembers;
  const createdAt = now() - 4 * 365 * DAY;
  const mira = world.addUser({ username: 'mira.vale', displayName: 'Mira Vale', phone: MIRAS_PHONE, createdAt });
  const jonas = world.addUser({
    username: 'jonasfeld',
    displayName: 'Jonas Feld',
    locale: 'de',
    phone: '+4917139200001',
    createdAt,
  });
  const ada = world.addUser({ username: 'adaquill', displayName: 'Ada Quill', phone: '+14155550177', createdAt });
  const nils = world.addUser({
    username: 'nilsbrandt',
    displayName: 'Nils Brandt',
    phone: '+14155550188',
    createdAt: now() - 2 * DAY,
  });
  const vesper = world.addUser({ username: 'vesperlane', displayName: 'Vesper Lane', phone: MIRAS_PHONE, createdAt });

  const guild = world.addGuild({ name: 'Lantern Bay', ownerId: ada.id });
  const latchkey = [...guild.roles.values()].find((role) => role.managed);
  if (!latchkey) throw new Error('The bot has no role of its own.');
  const moderator = world.addRole(guild.id, {
    name: 'Moderator',
    color: 0x3b82f6,
    permissions: Permission.ManageMessages,
  });
  const unverified = world.addRole(guild.id, { name: 'Unverified' });
  const verified = world.addRole(guild.id, { name: 'Verified', color: 0x22c55e });
  const keeper = world.addRole(guild.id, { name: 'Keeper', color: 0xf59e0b, permissions: Permission.Administrator });
  for (const [index, role] of [unverified, verified, moderator, latchkey, keeper].entries()) {
    world.moveRole(guild.id, role.id, index + 1);
  }

  const hidden = { id: guild.id, type: 'role', allow: 0n, deny: Permission.ViewChannel } as const;
  const forVerified = { id: verified.id, type: 'role', allow: Permission.ViewChannel, deny: 0n } as const;
  const forBot = {
    id: latchkey.id,
    type: 'role',
    allow: Permission.ViewChannel | Permission.SendMessages,
    deny: 0n,
  } as const;
  const welcome = world.addChannel(guild.id, { name: 'welcome' });
  const verify = world.addChannel(guild.id, { name: 'verify' });
  const staff = world.addChannel(guild.id, { name: 'staff', overwrites: [hidden, forBot] });
  const lounge = world.addChannel(guild.id, { name: 'lounge', overwrites: [hidden, forVerified] });

  for (const user of [mira, jonas, nils, vesper]) world.addMember(guild.id, user.id);
  world.giveRole(guild.id, ada.id, keeper.id);

  return {
    guildId: guild.id,
    channels: { welcome: welcome.id, verify: verify.id, staff: staff.id, lounge: lounge.id },
    roles: {
      unverified: unverified.id,
      verified: verified.id,
      moderator: moderator.id,
      latchkey: latchkey.id,
      keeper: keeper.id,
    },
    people: { mira: mira.id, jonas: jonas.id, ada: ada.id, nils: nils.id, vesper: vesper.id },
  };
};
