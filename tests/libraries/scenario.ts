import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** What a person does with the bot, and what they see. The same for every library. */
export async function playScenario({ actor, world, gateway, seeded, traffic }: Sandbox): Promise<void> {
  const { people, channels, roles, guildId } = seeded;
  const mira = actor(people.mira);
  const at = { channelId: channels.verify };
  const seen = (content: string) => mira.messages(channels.verify).find((message) => message.content === content);

  const greeting = await mira.slash('hello', {}, at);
  if (greeting.is !== 'message') throw new Error(`/hello: ${greeting.is}`);
  expect(greeting.message).toMatchObject({ content: 'Who are you?', ephemeral: false });

  const form = await mira.press(greeting.message.id, 'ask');
  if (form.is !== 'modal') throw new Error(`the button: ${form.is}`);
  expect(form.modal).toMatchObject({ title: 'Your name', customId: 'form' });

  const thinking = await mira.submit(form.modal, { name: 'Mira' });
  expect(thinking).toMatchObject({ is: 'message', message: { loading: true, ephemeral: true } });
  await world.until(() => seen('Hello, Mira.'));
  expect(await world.until(() => seen('Only you see this.'))).toMatchObject({ ephemeral: true });
  expect(await world.until(() => seen('Mira has said hello.'))).toMatchObject({ ephemeral: false });
  await world.until(() => world.guilds.get(guildId)?.members.get(people.mira)?.roles.has(roles.verified));

  await mira.slash('probe', {}, at);
  const report = await world.until(() => mira.messages(channels.verify).find(({ content }) => content.startsWith('{')));
  expect(JSON.parse(report.content)).toEqual({
    guild: 'Lantern Bay',
    roles: 6,
    channels: 4,
    member: 'mira.vale',
    has: 1,
    last: 'Mira has said hello.',
    members: 6,
  });
  expect(gateway.identified()).toBe(1);
  expect(traffic.problems()).toEqual([]);
  expect(traffic.exchanges.filter(({ status }) => status >= 400)).toEqual([]);
}
