import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

/** A sandbox whose bot writes to Mira directly. */
async function scene() {
  const sandbox = await sandboxForTest();
  const { rest } = await botFor(sandbox);
  const { mira } = sandbox.seeded.people;
  const { id } = sandbox.world.directChannel(mira);
  const write = () => rest.post(Routes.channelMessages(id), { body: { content: 'You were answered.' } });
  return { ...sandbox, rest, mira, write, person: sandbox.actor(mira), channelId: id, ...sandbox.seeded };
}

test('a direct message reaches its person, and nobody else', async () => {
  const { rest, mira, write, person, actor, people, channelId, traffic } = await scene();
  expect(await rest.post(Routes.userChannels(), { body: { recipient_id: mira } })).toMatchObject({ id: channelId });
  await write();
  expect(person.messages(channelId)).toMatchObject([{ content: 'You were answered.' }]);
  expect(actor(people.ada).messages(channelId)).toEqual([]);
  expect(traffic.problems()).toEqual([]);
});

test('who is closed to direct messages is refused with 50007, and may open again', async () => {
  const { rest, mira, write, world, traffic } = await scene();
  world.setDirectMessages(mira, false);
  expect(await rest.post(Routes.userChannels(), { body: { recipient_id: mira } })).toMatchObject({ type: 1 });
  await expect(write()).rejects.toMatchObject({ status: 403, code: 50007 });
  world.setDirectMessages(mira, true);
  await write();
  expect(traffic.problems()).toEqual([]);
});

test('who shares no server with the bot is refused with 50278', async () => {
  const { mira, write, world, guildId } = await scene();
  world.removeMember(guildId, mira);
  await expect(write()).rejects.toMatchObject({ status: 403, code: 50278 });
});
