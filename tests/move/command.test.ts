import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/move/arguments.ts';
import { describeEnd, describeProgress } from '../../src/move/messages.ts';
import { mia, phone } from '../storage/fixtures.ts';
import { freshFile, openAt } from '../storage/support.ts';
import { noCanaries } from '../support/canaries.ts';
import { runProgram } from '../support/program.ts';

/** `npm run move` with these arguments. */
const migrate = (...args: string[]) => runProgram('src/move.ts', args);

describe('npm run move', () => {
  it('moves, says how far it is, what to do next, and ends with 0', async () => {
    const [from, to] = [freshFile(), freshFile()];
    const source = await openAt({ databaseUrl: `sqlite:${from}` });
    await source.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
    await source.close();
    const { code, stdout, stderr } = await migrate('--from', `sqlite:${from}`, '--to', `sqlite:${to}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('verified members: 1 of 1\n');
    expect(stdout).toContain('Start the bot with the new DATABASE_URL');
    const target = await openAt({ databaseUrl: `sqlite:${to}` });
    expect(await target.roster.find(mia)).toBeDefined();
  });

  it('says what to do where it cannot, without a stack or a password, and ends with 1', async () => {
    const from = freshFile();
    await (await openAt({ databaseUrl: `sqlite:${from}` })).close();
    const nowhere = 'postgres://latchkey:canary-password@127.0.0.1:9/none';
    const attempts: [args: string[], says: string][] = [
      [[], '--from is missing.'],
      [['--from', `sqlite:${from}.none`, '--to', 'sqlite::memory:'], 'The file in --from does not exist'],
      [['--from', `sqlite:${from}`, '--to', nowhere], 'Check both addresses'],
    ];
    for (const [args, says] of attempts) {
      const { code, stdout, stderr } = await migrate(...args);
      expect(code, says).toBe(1);
      expect(stderr).toContain(says);
      expect(stderr).not.toMatch(/\n\s+at /);
      noCanaries(stdout + stderr, { password: 'canary-password' });
    }
  });
});

describe('its arguments', () => {
  it('are addresses as in the settings', () => {
    const args = ['--from', 'sqlite:a', '--to', 'postgres://db.example/b', '--to-redis', 'redis://redis.example'];
    expect(readArguments(args)).toEqual({
      is: 'move',
      from: { databaseUrl: 'sqlite:a' },
      to: { databaseUrl: 'postgres://db.example/b', redisUrl: 'redis://redis.example' },
    });
  });

  it.each<[problem: string, args: string[]]>([
    ['--to is missing.', ['--from', 'sqlite:a']],
    ['--from cannot be used.', ['--from', 'mysql://canary', '--to', 'sqlite:b']],
    ['--to cannot be used.', ['--from', 'sqlite:a', '--to', 'canary']],
    ['--to-redis cannot be used.', ['--from', 'sqlite:a', '--to', 'sqlite:a', '--to-redis', 'http://canary']],
    ['--from-redis cannot be used.', ['--from', 'sqlite:a', '--to', 'sqlite:a', '--from-redis', 'canary']],
    ['These arguments are not valid.', ['--from', 'sqlite:a', '--canary']],
  ])('that are wrong are named, and never repeated: %s', (problem, args) => {
    expect(readArguments(args)).toEqual({ is: 'wrong', problem });
  });
});

it('a long table says how far it is at every 100,000, and at its end', () => {
  const lines = Array.from({ length: 251 }, (_, step) => step * 1000).map((moved) =>
    describeProgress({ table: 'journal', moved, of: 250_000 }, Math.max(0, moved - 1000)),
  );
  expect(lines.filter(Boolean)).toEqual([
    'events: 100000 of 250000\n',
    'events: 200000 of 250000\n',
    'events: 250000 of 250000\n',
  ]);
});

it('every end but the good one says what to do', () => {
  const ends = [
    describeEnd({ is: 'sourceInUse' }),
    describeEnd({ is: 'targetHasData', table: 'roster' }),
    describeEnd({ is: 'differs', table: 'roster', source: 2, target: 1 }),
  ];
  expect(ends).toEqual([
    'Another process has the file open. Stop the bot, and run this again.\n',
    'The target already has verified members, so nothing was changed. Use an empty database, or a different Redis or ?prefix=.\n',
    'The counts differ: 2 verified members in the source, 1 in the target. Stop the bot, and run this again.\n',
  ]);
});
