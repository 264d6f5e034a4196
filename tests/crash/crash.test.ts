import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Place } from '../storage/contracts/place.ts';
import { onEveryStore } from '../storage/places.ts';
import { isLong } from '../support/form.ts';
import { siege } from './siege.ts';

/** Chooses when to kill and what members do; set it to the one that was printed to choose the same again. */
const SEED = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
/** Bots side by side, each with a server, phones and stores of its own. */
const BOTS = isLong ? 4 : 1;
const figures = ['kills', 'members', 'verified', 'locked', 'spent', 'owed', 'presses', 'sms', 'typed'] as const;

onEveryStore(siegeOn, isLong ? undefined : ['SQLite']);

function siegeOn(freshPlace: () => Place): void {
  it(
    'case 10: bots that are killed at random moments lose nothing and give nothing away',
    async () => {
      const addresses = await Promise.all(Array.from({ length: BOTS }, () => freshPlace().address()));
      const isFile = addresses.every(({ databaseUrl, redisUrl }) => databaseUrl.startsWith('sqlite:') && !redisUrl);
      const kills = Number(process.env.CRASH_KILLS ?? (isLong ? (isFile ? 60 : 12) : 4));
      const sieges = addresses.map((address, index) => siege(address, SEED + index, Math.ceil(kills / BOTS)));
      const results = await Promise.all(sieges);
      const total = (of: (typeof figures)[number]) => results.reduce((sum, result) => sum + result[of], 0);
      process.stdout.write(`seed ${SEED}: ${figures.map((name) => `${name} ${total(name)}`).join(', ')}\n`);
      expect(total('verified')).toBeGreaterThan(total('members') / 2);
    },
    15 * 60_000,
  );
}
