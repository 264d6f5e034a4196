import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { createDelta } from '../../sandbox/control/delta.ts';
import { manualClock, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { addCrowd } from '../../sandbox/world/crowd.ts';
import { lanternBay } from '../../sandbox/world/seed.ts';

let sandbox: Sandbox;
afterEach(() => sandbox?.close());

const withCrowd = (members: number) =>
  startSandbox({
    clock: manualClock(),
    seed(world) {
      const seeded = lanternBay(world);
      addCrowd(world, seeded, members);
      return seeded;
    },
  });

function peopleOf({ world, seeded }: Sandbox) {
  const members = [...(world.guilds.get(seeded.guildId)?.members.values() ?? [])];
  return members.flatMap((member) => {
    const user = world.users.get(member.userId);
    return user?.isExtra ? [{ ...member, ...user }] : [];
  });
}

/** What a stream says within its first event. */
async function firstView(url: string, viewer = ''): Promise<string> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const { body } = await fetch(`${url}/control/events?viewer=${viewer}`, { signal: stop.signal });
  let text = '';
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.includes('\n\n')) break;
  }
  return text;
}

it('a crowd is the same people each time, of every kind, with numbers that belong to nobody', async () => {
  sandbox = await withCrowd(5_000);
  const people = peopleOf(sandbox);
  expect(sandbox.world.guilds.get(sandbox.seeded.guildId)?.members.size).toBe(5_000);
  const other = await withCrowd(5_000);
  const described = (one: Sandbox) =>
    peopleOf(one).map(({ displayName, phone, locale, pending, roles }) => [
      displayName,
      phone,
      locale,
      pending,
      roles.size,
    ]);
  expect(described(other)).toEqual(described(sandbox));
  await other.close();

  expect(new Set(people.map(({ displayName }) => displayName)).size).toBe(people.length);
  const phones = people.flatMap(({ phone }) => phone ?? []);
  expect(new Set(phones).size).toBe(phones.length);
  for (const phone of phones) expect(phone).toMatch(/^\+1\d{3}55501\d\d$|^\+447700900\d{3}$/);
  for (const phone of phones.filter((_, at) => at % 50 === 0)) {
    expect(parsePhoneNumberFromString(phone)?.isPossible()).toBe(true);
  }
  const count = (is: (one: (typeof people)[number]) => boolean) => people.filter(is).length;
  expect(count(({ bot }) => bot)).toBe(4);
  expect(count(({ pending }) => pending)).toBeGreaterThan(20);
  expect(count(({ boostingSince }) => boostingSince !== null)).toBeGreaterThan(50);
  expect(
    count(({ id, joinedAt }) => joinedAt - Number(BigInt(id) >> 22n) - 1_420_070_400_000 < 6 * 86_400_000),
  ).toBeGreaterThan(100);
});

it('a crowd costs the page next to nothing: of 5,000 members it is told those that it shows', async () => {
  sandbox = await withCrowd(5_000);
  expect((await firstView(sandbox.url, sandbox.seeded.people.ada)).length).toBeLessThan(40_000);
});

it('somebody is found by a part of their name, and can be played by their id', async () => {
  sandbox = await withCrowd(200);
  const [someone] = peopleOf(sandbox).filter(({ bot }) => !bot);
  const { ada } = sandbox.seeded.people;
  await fetch(`${sandbox.url}/control/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is: 'findMembers', viewerId: ada, query: someone?.displayName.toUpperCase(), page: 7 }),
  });
  const view = JSON.parse((await firstView(sandbox.url, ada)).replace(/^data: /, ''));
  expect(view.found).toMatchObject({ page: 0, count: 1, ids: [someone?.id], inServer: 200 });
  expect(JSON.parse((await firstView(sandbox.url, someone?.id)).replace(/^data: /, '')).viewerId).toBe(someone?.id);
});

it('of a snapshot that follows another only what has changed is told, and merged it is the whole', () => {
  const delta = createDelta();
  const one = { now: 1, list: ['a'], left: null };
  const two = { now: 2, list: ['a'], left: 'b' };
  const [first, second] = [delta(one), delta(two)];
  expect(JSON.parse(first)).toEqual(one);
  expect(JSON.parse(second)).toEqual({ now: 2, left: 'b' });
  expect({ ...JSON.parse(first), ...JSON.parse(second) }).toEqual(two);
});
