import { FIRST_NAMES, LAST_NAMES } from './crowd-names.ts';
import type { Seeded } from './seed.ts';
import type { Id, Json } from './types.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

/** Where the numbers of fiction are: each of these area codes has 555-0100 to 555-0199. */
const AREA_CODES = [
  ...[
    '205',
    '212',
    '213',
    '214',
    '215',
    '216',
    '301',
    '303',
    '304',
    '305',
    '312',
    '313',
    '314',
    '315',
    '316',
    '401',
    '402',
  ],
  ...[
    '404',
    '405',
    '406',
    '407',
    '408',
    '410',
    '412',
    '413',
    '414',
    '416',
    '417',
    '419',
    '501',
    '502',
    '503',
    '504',
    '505',
  ],
  ...[
    '508',
    '509',
    '510',
    '512',
    '513',
    '514',
    '515',
    '516',
    '517',
    '518',
    '602',
    '603',
    '604',
    '605',
    '606',
    '607',
    '608',
  ],
];
/** Ofcom's numbers for drama: +44 7700 900000 to 900999. */
const BRITISH = 1_000;

const BOTS = ['Tide Table', 'Harbour Radio', 'Knot Quiz', 'Gull Patrol'];

/** The same numbers for the same seed, from 0 to below 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every pair of names once, as the two counts have no factor in common; then again with a number. */
function nameOf(index: number): string {
  const [firsts, lasts] = [FIRST_NAMES.length, LAST_NAMES.length];
  const round = Math.floor(index / (firsts * lasts));
  const at = index % (firsts * lasts);
  const name = `${FIRST_NAMES[at % firsts]} ${LAST_NAMES[at % lasts]}`;
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** Each a number of its own, from ranges that belong to nobody; undefined once those are used up. */
function phoneOf(index: number): string | undefined {
  if (index % 8 === 7) {
    const british = Math.floor(index / 8);
    return british < BRITISH ? `+447700900${String(british).padStart(3, '0')}` : undefined;
  }
  const american = index - Math.floor(index / 8);
  const area = AREA_CODES[american % AREA_CODES.length];
  const line = 100 + Math.floor(american / AREA_CODES.length);
  return line < 200 ? `+1${area}5550${line}` : undefined;
}

/**
 * Fills a server with members who joined over three years, until it has so many: the same ones each time. Most have a role, some boost the
 * server, some are days old on Discord, some have yet to accept the rules, and a few are bots. The page offers to play none of them.
 */
export function addCrowd(world: World, { guildId }: Seeded, members: number): void {
  const guild = world.guilds.get(guildId);
  if (!guild) throw new Error('There is no server for a crowd.');
  const random = randomFrom(20_260_401);
  const roles = crowdRoles(world, guildId);
  const missing = members - guild.members.size;
  for (let index = 0; index < missing; index++) {
    const bot = index < BOTS.length ? BOTS[index] : undefined;
    if (bot === undefined) addOne(world, guildId, index - BOTS.length, roles, random);
    else addBot(world, guildId, bot);
  }
}

interface CrowdRoles {
  readonly regular: Id;
  readonly crew: Id;
  readonly booster: Id;
}

/** At the bottom of the server's roles: nobody of a crowd stands above the bot. */
function crowdRoles(world: World, guildId: Id): CrowdRoles {
  const add = (name: string, color: number, details: Json = {}) => {
    const { id } = world.addRole(guildId, { name, color, details, managed: 'tags' in details });
    world.moveRole(guildId, id, 1);
    return id;
  };
  const booster = add('Server Booster', 0xf47fff, { tags: { premium_subscriber: null } });
  return { booster, crew: add('Deck crew', 0x0ea5a4), regular: add('Regular', 0x94a3b8) };
}

function addOne(world: World, guildId: Id, index: number, roles: CrowdRoles, random: () => number): void {
  const now = world.now();
  const displayName = nameOf(index);
  const joinedAt = now - Math.floor(random() * 3 * YEAR);
  const isYoung = random() < 0.04;
  const createdAt = joinedAt - Math.floor(random() * (isYoung ? 6 * DAY : 6 * YEAR));
  const phone = phoneOf(index);
  const isPending = random() < 0.01;
  const boosts = random() < 0.02;
  const held = [
    ...(random() < 0.7 ? [roles.regular] : []),
    ...(random() < 0.1 ? [roles.crew] : []),
    ...(boosts ? [roles.booster] : []),
  ];
  const user = world.addUser({
    username: displayName.toLowerCase().replace(/[^a-z0-9]+/g, '.'),
    displayName,
    locale: random() < 0.15 ? 'de' : 'en-US',
    ...(phone !== undefined && { phone }),
    createdAt,
    isExtra: true,
  });
  world.addMember(guildId, user.id, isPending ? [] : held, {
    joinedAt,
    pending: isPending,
    boostingSince: boosts && !isPending ? joinedAt + Math.floor((now - joinedAt) * random()) : null,
  });
}

function addBot(world: World, guildId: Id, displayName: string): void {
  const username = displayName.toLowerCase().replace(' ', '-');
  const joinedAt = world.now() - 2 * YEAR;
  const { id } = world.addUser({ username, displayName, bot: true, isExtra: true, createdAt: joinedAt });
  world.addMember(guildId, id, [], { joinedAt });
}
