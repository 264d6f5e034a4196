import { Events } from 'discord.js';
import { Agent, fetch } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { botFor, sandboxForTest } from './discord/bot.ts';
import { realClient } from './twilio/served.ts';

const hello = { from: '+14155550100', to: '+14155550123', body: 'Hello' };

test('over TLS a client refuses the certificate, and one that is told to trust it does not', async () => {
  const { overTls, seeded, token, world } = await sandboxForTest();
  const { url, certificate } = await overTls();
  expect(url).toMatch(/^https:/);
  await expect(realClient(`${url}/twilio`).messages.create(hello)).rejects.toMatchObject({
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  const trusting = new Agent({ connect: { ca: certificate } });
  onTestFinished(() => trusting.close());
  const guild = await fetch(`${url}/discord/api/v10/guilds/${seeded.guildId}`, {
    dispatcher: trusting,
    headers: { authorization: `Bot ${token}` },
  });
  expect(await guild.json()).toMatchObject({ name: world.guilds.get(seeded.guildId)?.name });
});

test('a door that was closed refuses connections', async () => {
  const { overTls } = await sandboxForTest();
  const { url, close } = await overTls();
  await close();
  await expect(realClient(`${url}/twilio`).messages.create(hello)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a bot that was away hears of nothing that happened in between', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded, gateway, cutOff } = sandbox;
  const bot = await botFor(sandbox, () => undefined, { intents: ['Guilds', 'GuildModeration'] });
  const heard: string[] = [];
  bot.on(Events.GuildBanAdd, ({ user }) => heard.push(user.id));
  world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, 1n << 7n);
  cutOff(true);
  world.ban(seeded.guildId, seeded.people.jonas);
  expect(gateway.connected()).toBe(0);
  cutOff(false);
  await expect.poll(() => gateway.connected(), { timeout: 20_000 }).toBe(1);
  world.ban(seeded.guildId, seeded.people.mira);
  await expect.poll(() => heard).toEqual([seeded.people.mira]);
}, 30_000);
