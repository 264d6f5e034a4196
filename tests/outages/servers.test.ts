import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { freshSchema, keysAt } from '../storage/places.ts';
import { freshName, noPostgres, noRedis, redis, redisUrl } from '../storage/servers.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { proxyTo } from '../support/proxy.ts';

type Proxy = Awaited<ReturnType<typeof proxyTo>>;

async function onPostgres(): Promise<[Proxy, Record<string, string>]> {
  const proxy = await proxyTo(new URL(await freshSchema()), 5432);
  return [proxy, { DATABASE_URL: proxy.url, SECRET_KEY: randomBytes(32).toString('base64') }];
}

async function onRedis(): Promise<[Proxy, Record<string, string>]> {
  const url = new URL(redisUrl);
  url.searchParams.set('prefix', freshName());
  onTestFinished(async () => {
    for (const key of await keysAt(url.href)) await redis.del(key);
  });
  const proxy = await proxyTo(url, 6379);
  return [proxy, { REDIS_URL: proxy.url }];
}

/** Members with phones of their own, who have entered their numbers. */
async function crowd(play: Play, size: number): Promise<Person[]> {
  const { world, seeded } = play.sandbox;
  const people = Array.from({ length: size }, (_, index) => {
    const phone = `+141555501${30 + index}`;
    const user = world.addUser({ username: `member.${index}`, displayName: `Member ${index}`, phone });
    world.addMember(seeded.guildId, user.id);
    return play.personById(user.id);
  });
  await Promise.all(people.map((person) => person.begin()));
  return people;
}

/** Until the member has the role: whatever they meet, they ask for their panel again and go on. */
async function goOn(person: Person): Promise<void> {
  await person.slash('verify');
  if (person.buttons()['Send OTP'] === 'on') await person.send();
  if (person.buttons().Submit === 'on') await person.submit(person.code());
  expect(person.hasRole()).toBe(true);
}

describe.each([
  ['PostgreSQL', noPostgres, onPostgres],
  ['Redis', noRedis, onRedis],
] as const)('case 15: %s is cut off under load', (_, missing, start) => {
  it.skipIf(missing !== undefined)(
    `members are told, and go on without a restart ${missing ?? ''}`,
    async () => {
      const [proxy, env] = await start();
      const play = await startPlay({ env: { ...env, SENDS_PER_DIAL_CODE_PER_DAY: '800' } });
      onTestFinished(() => play.stop());
      const people = await crowd(play, 8);

      const presses = people.map((person) => person.press('Send OTP'));
      proxy.cut();
      await Promise.all(presses);
      const [first] = people;
      await vi.waitFor(async () => {
        await first?.slash('verify');
        expect(first?.sees()).toContain('temporarily unavailable');
      }, 10_000);

      proxy.mend();
      for (const person of people) await vi.waitFor(() => goOn(person), 15_000);
      for (const person of people) expect(person.smsCount()).toBe(1);
    },
    60_000,
  );
});
