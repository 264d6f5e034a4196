import { expect, onTestFinished, test } from 'vitest';
import { asked, between } from '../../bench/questions/kinds.ts';
import { watchQuestions } from '../../bench/questions/watch.ts';
import { secretKey } from '../storage/fixtures.ts';
import { onEveryStore } from '../storage/places.ts';
import { startPlay } from '../support/play.ts';

/**
 * The most that each step of a verification may ask the store, with nobody else there: statements that read or write, and of them SQLite's
 * commits. A feature that asks once more has to be worth it: who adds it decides that, and raises the number.
 */
const most = {
  Verify: { sqlite: 2, servers: 4, commits: 1 },
  'the number form': { sqlite: 3, servers: 5, commits: 2 },
  'Send OTP': { sqlite: 8, servers: 10, commits: 5 },
  // The sandbox's carrier says twice how far an SMS has come.
  'the reports of delivery': { sqlite: 9, servers: 11, commits: 5 },
  Submit: { sqlite: 1, servers: 2, commits: 0 },
  'the code form': { sqlite: 9, servers: 13, commits: 7 },
} as const;

/** A step is over when nothing was asked for so long, in ms. What follows an answer is asked within a fraction of that. */
const QUIET = 50;

onEveryStore((freshPlace) => {
  test('a verification asks the store no more than was decided', async () => {
    const watch = watchQuestions();
    onTestFinished(watch.stop);
    const { databaseUrl, redisUrl } = await freshPlace().address();
    const address = { DATABASE_URL: databaseUrl, ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) };
    const kind = databaseUrl.startsWith('sqlite:') && redisUrl === undefined ? 'sqlite' : 'servers';
    const play = await startPlay({ env: { ...address, SECRET_KEY: secretKey.toString('base64') } });
    onTestFinished(play.stop);
    const isQuiet = () =>
      expect.poll(() => performance.now() - watch.lastAt(), { interval: 10, timeout: 10_000 }).toBeGreaterThan(QUIET);

    /** Plays a step, and holds it to what it may ask. */
    async function step<T>(name: keyof typeof most, does: () => Promise<T>): Promise<T> {
      await isQuiet();
      const before = watch.soFar();
      const result = await does();
      await isQuiet();
      const found = between(before, watch.soFar());
      expect.soft(asked(found), name).toBeLessThanOrEqual(most[name][kind]);
      expect.soft(found.commits, `commits of ${name}`).toBeLessThanOrEqual(most[name].commits);
      return result;
    }

    // The first one meets what the process does not know yet.
    await play.person('ada').verify();
    const mira = play.person('mira');
    const form = await step('Verify', () => mira.openForm('Verify', mira.notice()));
    await step('the number form', () => mira.enter(form));
    await step('Send OTP', () => mira.send());
    await step('the reports of delivery', async () => {
      await play.clock.skip(5_000);
      await mira.untilSees('was delivered');
    });
    const codeForm = await step('Submit', () => mira.openForm('Submit'));
    await step('the code form', async () => {
      await mira.actor.submit(codeForm, { code: mira.code() });
      await mira.untilSees('You are verified');
    });
    expect(asked(watch.soFar()), 'something was counted').toBeGreaterThan(0);
  });
});
