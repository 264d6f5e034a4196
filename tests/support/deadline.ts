import { Permission } from '../../sandbox/world/bits.ts';
import { derivePepper } from '../../src/base/digest.ts';
import type { ServerSettings } from '../../src/gate/settings/settings.ts';
import { pseudonymous } from '../../src/limits/pseudonymous.ts';
import type { Person } from './person.ts';
import { type Play, startPlay } from './play.ts';
import { textOf } from './views.ts';

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

interface Circumstances {
  readonly intents?: string;
  readonly staffChannel?: boolean;
  readonly sends?: string;
}

/** A server with a deadline of ten days, the intent switched on, and a bot that may remove members. */
export async function playWithDeadline(settings: Partial<ServerSettings> = {}, circumstances: Circumstances = {}) {
  const { intents = 'members', staffChannel = true, sends = '500' } = circumstances;
  const play = await startPlay({ env: { DISCORD_INTENTS: intents, SENDS_PER_DAY: sends } });
  const { world, seeded } = play.sandbox;
  const role = world.guilds.get(seeded.guildId)?.roles.get(seeded.roles.latchkey);
  world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, (role?.permissions ?? 0n) | Permission.KickMembers);
  await play.settings({
    deadlineDays: 10,
    ...(staffChannel && { staffChannelId: seeded.channels.staff }),
    ...settings,
  });
  const at = deadlineOf(play);
  await at.look();
  return { play, ...at };
}

export type DeadlinePlay = Awaited<ReturnType<typeof playWithDeadline>>;

/** What a test of deadlines does and sees. */
function deadlineOf(play: Play) {
  const { world, seeded } = play.sandbox;
  const server = seeded.guildId;
  const note = `deadline:${server}`;

  /** The bot looks at the deadline now, and has finished with it. */
  async function look() {
    await play.clock.skip(HOUR);
    await play.stopApps();
    await play.startApp();
  }

  /** Days go by in which the bot finds each hour that members can verify, as its memory then has it. */
  async function openFor(days: number) {
    await play.clock.skip(days * DAY);
    await play.stored(async ({ facts }) => {
      const state = JSON.parse((await facts.read(note)) ?? '{}');
      const open = [...(state.open ?? []).slice(0, -1), [(state.open ?? []).at(-1)?.[0], play.clock.now()]];
      await facts.write(note, JSON.stringify({ ...state, open, wasOpen: true, lookedAt: play.clock.now() }));
    });
  }

  const approve = (ids: readonly string[]) =>
    play.stored(async ({ roster }) => {
      const approval = { by: '1', reason: 'Met in person.' };
      // At once: each by itself would wait for the disk.
      await Promise.all(
        ids.map((memberId) => roster.add({ serverId: server, memberId }, { approval }, play.clock.now())),
      );
    });

  /** So many more members. */
  function join(size: number): string[] {
    return Array.from({ length: size }, (_, index) => {
      const { id } = world.addUser({ username: `guest.${index}`, displayName: `Guest ${index}` });
      world.addMember(server, id);
      return id;
    });
  }

  return {
    server,
    note,
    look,
    openFor,
    approve,
    join,
    ...sightsOf(play, server),

    /** So many more members, all vouched for. */
    crowd: (size: number) => approve(join(size)),

    /** Uses up one of the day's SMS of the whole installation, as another server would. */
    async spendOne() {
      const key = `sends-all|all|${Math.floor(play.clock.now() / DAY)}`;
      await play.stored(({ counters }) =>
        pseudonymous(counters, derivePepper(play.secretKey)).take([{ key, limit: 1, keepFor: 2 * DAY }]),
      );
    },

    /** Time passes in which members can verify, and then the bot looks whom that leaves. */
    async lookAfter(days: number) {
      await play.stopApps();
      await openFor(days);
      await play.startApp();
      await look();
    },
  };
}

/** What is seen of the members of a server. */
function sightsOf(play: Play, server: string) {
  const { world, traffic } = play.sandbox;
  return {
    isHere: (person?: Person) => world.guilds.get(server)?.members.has(person?.id ?? '') ?? false,
    letters: (person?: Person) => (person ? person.actor.messages(world.directChannel(person.id).id).map(textOf) : []),
    listings: () => traffic.exchanges.filter(({ method, path }) => method === 'GET' && /\/members$/.test(path)).length,
    kicks: () => traffic.exchanges.filter(({ method, path }) => method === 'DELETE' && /\/members\/\d+$/.test(path)),
    happened: async (person?: Person) =>
      (
        await play.stored(({ journal }) => journal.ofMember({ serverId: server, memberId: person?.id ?? '' }, 20))
      ).flatMap((entry) => {
        if (entry.what === 'reminded') return [entry.notice];
        return entry.what === 'removed' ? [entry.what] : [];
      }),
  };
}
