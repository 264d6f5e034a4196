import { expect, test } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createNewcomersMemory } from '../../src/discord/newcomers/memory.ts';
import { createStandingMentions } from '../../src/discord/newcomers/standing-mentions.ts';
import { createDoor, type DoorNews } from '../../src/gate/passes/door.ts';
import { freshDatabase, openAt } from '../storage/support.ts';

const HOUR = 60 * 60_000;
const YEAR = 365 * 24 * HOUR;
const now = 1_800_000_000_000;
const serverId = '100000000000000001';

const open = async () => openAt({ databaseUrl: `sqlite:${await freshDatabase()}` });

/** The open gate in one process, with what it says and whether it believes its clock. */
async function doorOf(stores: Awaited<ReturnType<typeof open>>, at: number, sure = true) {
  const said: DoorNews['is'][] = [];
  const clock = manualClock(at);
  const tell = async (_: unknown, { is }: DoorNews) => said.push(is) > 0;
  const parts = { openings: stores.openings, tell, redraw: async () => true, clock, isSure: async () => sure };
  return { ...createDoor({ ...parts, newId: () => `opening-${at}` }), clock, said };
}

test('case 34: an open gate stays open whatever a wrong clock says, and closes by a right one', async () => {
  const stores = await open();
  const right = await doorOf(stores, now);
  await right.open(serverId, '900', 'SMS is down.', now + 4 * HOUR);
  for (const at of [now - YEAR, now + YEAR]) {
    const wrong = await doorOf(stores, at, false);
    await wrong.run();
    expect(await wrong.open(serverId, '900', 'Once more.', at + HOUR)).toBe(false);
    expect(await stores.openings.current(serverId)).toMatchObject({ endsAt: now + 4 * HOUR });
  }
  await right.clock.skip(4 * HOUR);
  await right.run();
  expect(await stores.openings.current(serverId)).toBeUndefined();
  expect(right.said.at(-1)).toBe('closed');
});

test('case 34: a gate that a clock ahead has opened is closed by a right one, and can be opened again', async () => {
  const stores = await open();
  const ahead = await doorOf(stores, now + YEAR, false);
  await ahead.open(serverId, '900', 'SMS is down.', now + YEAR + HOUR);
  const right = await doorOf(stores, now);
  await right.run();
  expect(await stores.openings.current(serverId)).toBeUndefined();
  expect(right.said).toEqual(['closed']);
  expect(await right.open(serverId, '900', 'SMS is down.', now + HOUR)).toBe(true);
});

test('case 34: newcomers who come by a right clock have the role that a clock ahead has chosen', async () => {
  const { facts } = await open();
  const memory = createNewcomersMemory(facts);
  await memory.begun(serverId, '300', now + YEAR);
  expect(await memory.begun(serverId, '300', now)).toMatchObject({ since: now });
  expect(await memory.begun(serverId, '300', now + HOUR)).toMatchObject({ since: now });
});

test('case 34: a mention that a clock ahead has posted does not stand for longer than others', async () => {
  const { facts } = await open();
  const clock = manualClock(now);
  const deleted: string[] = [];
  const rest = { delete: async (route: string) => deleted.push(route) };
  const mentions = createStandingMentions({ rest, facts, clock });
  await mentions.note('channel', 'standing', now + 60_000);
  await mentions.note('channel', 'ahead', now + YEAR);
  expect(await mentions.isDue()).toBe(true);
  await mentions.tidy();
  expect(deleted).toEqual([expect.stringContaining('ahead')]);
});
