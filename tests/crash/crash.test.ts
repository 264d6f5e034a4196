import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { siege } from './siege.ts';

const KILLS = Number(process.env.CRASH_KILLS ?? 200);
/** Chooses when to kill and what members do; set it to the one that was printed to choose the same again. */
const SEED = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
/** Bots side by side, each with a server, phones and a database of its own. */
const BOTS = 4;

it(
  `case 10: a bot that is killed at random moments, ${KILLS} times in all, loses nothing and gives nothing away`,
  async () => {
    const sieges = Array.from({ length: BOTS }, (_, index) => siege(SEED + index, Math.ceil(KILLS / BOTS)));
    const results = await Promise.all(sieges);
    const total = (of: keyof (typeof results)[number]) => results.reduce((sum, result) => sum + result[of], 0);
    const figures = (['kills', 'members', 'verified', 'locked', 'spent', 'owed', 'presses', 'sms', 'typed'] as const)
      .map((name) => `${name} ${total(name)}`)
      .join(', ');
    process.stdout.write(`crash: seed ${SEED}: ${figures}\n`);
    expect(total('verified')).toBeGreaterThan(total('members') / 2);
  },
  15 * 60_000,
);
