import { expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { startBot, startEnv } from '../process/bot.ts';
import { onEveryStore } from '../storage/places.ts';
import { freshFolder } from '../storage/support.ts';
import { noCanaries } from '../support/canaries.ts';
import type { Person } from '../support/person.ts';
import { addServerOnOtherShard, envFor, inNoHurry, onBoth, setUpOn, shardOf } from './halves.ts';

onEveryStore(
  (freshPlace) => {
    /** A server on either of two shards, and a process for each over one store. */
    async function startHalves(settings: Readonly<Record<string, string>> = {}) {
      const [sandbox, folder] = [await startSandbox({ rateLimits: 'none' }), freshFolder()];
      onTestFinished(() => sandbox.close());
      inNoHurry(sandbox);
      const other = await addServerOnOtherShard(sandbox);
      const { guildId, channels, roles } = sandbox.seeded;
      const place = envFor(await freshPlace().address());
      const env = { ...startEnv(sandbox, folder), ...place, ...settings, SHARD_COUNT: '2' };

      async function startOn(id: string) {
        const bot = startBot({ ...env, SHARDS: String(shardOf(id, 2)) }, folder);
        onTestFinished(async () => {
          const { stdout, stderr } = await bot.kill('SIGKILL');
          noCanaries(stdout + stderr, { ...place, token: sandbox.token });
        });
        await bot.ready();
        return bot;
      }
      const [processThere] = await Promise.all([startOn(other.guildId), startOn(guildId)]);
      await setUpOn(sandbox, { guildId, channelId: channels.verify, roleId: roles.verified });
      await setUpOn(sandbox, other);
      return { sandbox, other, processThere, startThere: () => startOn(other.guildId) };
    }

    /** All of them ask for their code at the same moment, and have their answer. */
    async function askAtOnce(sandbox: Sandbox, people: readonly Person[]) {
      for (const person of people) await person.begin();
      await Promise.all(people.map((person) => person.press('Send OTP')));
      await sandbox.world.until(() => people.every((person) => !person.sees().includes('Sending your code')));
    }

    it('case 23: two processes, each with half of the shards, share the limit of a number and the total of a day', async () => {
      const { sandbox, other } = await startHalves({ SENDS_PER_NUMBER_PER_DAY: '2', SENDS_PER_DAY: '4' });
      // Mira and Vesper share a phone, and both are on both servers.
      await askAtOnce(sandbox, [...onBoth(sandbox, 'mira', other), ...onBoth(sandbox, 'vesper', other)]);
      expect(sandbox.twilio.messages).toHaveLength(2);
      await askAtOnce(sandbox, [...onBoth(sandbox, 'ada', other), ...onBoth(sandbox, 'nils', other)]);
      expect(sandbox.twilio.messages).toHaveLength(4);
    }, 60_000);

    it('where one dies, the other goes on, and a code works once the dead one is back', async () => {
      const { sandbox, other, processThere, startThere } = await startHalves();
      const [, mira] = onBoth(sandbox, 'mira', other);
      const [nils] = onBoth(sandbox, 'nils', other);
      await mira.begin();
      await mira.send();
      await processThere.kill('SIGKILL');
      await nils.verify();
      expect(nils.hasRole()).toBe(true);
      await startThere();
      await mira.submit(mira.code());
      await mira.untilSees('You are verified');
      expect(mira.smsCount()).toBe(1);
    }, 60_000);
  },
  ['SQLite', 'Redis over PostgreSQL'],
);
