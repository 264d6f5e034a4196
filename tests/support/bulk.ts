import type { Play } from './play.ts';
import { untilStaffSee } from './staff.ts';

/** What Ada does on the screen that verifies many, and what comes of it. @param now the play of the test that runs */
export function bulkPlay(now: () => Play) {
  const ada = () => now().person('ada');
  const server = () => now().sandbox.seeded.guildId;

  /** So many more members. */
  function join(size: number, roles: readonly string[] = [], joinedAt = now().clock.now()): string[] {
    const { world } = now().sandbox;
    return Array.from({ length: size }, (_, index) => {
      const { id } = world.addUser({ username: `guest.${index}`, displayName: `Guest ${index}` });
      world.addMember(server(), id, [...roles], { joinedAt });
      return id;
    });
  }

  /** The requests that give or take a member's role since `from`. */
  const moves = (method: string, from = 0) =>
    now()
      .sandbox.traffic.exchanges.slice(from)
      .filter((one) => one.method === method && /\/members\/\d+\/roles\//.test(one.path));

  const onRoster = () => now().stored(({ roster }) => roster.members(server()));
  const holds = (id: string, roleId = now().sandbox.seeded.roles.verified) =>
    now().sandbox.world.guilds.get(server())?.members.get(id)?.roles.has(roleId) ?? false;

  async function open() {
    await ada().slash('member bulk');
    await ada().untilSees('Members who are already here');
  }

  async function begin(label: RegExp, reason = 'Moved over from the old bot.') {
    const found = Object.keys(ada().buttons()).find((one) => label.test(one)) ?? '';
    await ada().actor.submit(await ada().openForm(found), { reason });
    await ada().untilSees('It runs in the background');
  }

  /** The background works on until the staff hear of it. */
  async function until(words: string) {
    await now().clock.skip(31_000);
    await untilStaffSee(now(), words);
  }

  const send = async (name: string, text: string | Buffer) => {
    const form = await ada().openForm('A list of IDs…');
    await ada().actor.submit(form, { file: [{ name, bytes: Buffer.from(text) }] });
  };

  return { ada, server, join, moves, onRoster, holds, open, begin, until, send };
}
