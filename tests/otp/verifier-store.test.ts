import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { failingAt } from '../support/breaking.ts';
import { createPlace, wrongCode } from '../support/place.ts';
import { american, british, type Latchkey, memberOf, challengePolicy as policy, verdict } from '../support/verifier.ts';

const member = memberOf(1);
/** The calls of a wrong guess that come when the code has been looked at. */
const looked = ['replace'];
/** Everything may be done once, so that a single thing lost or spent shows. */
const once = { sendsPerMember: 1, sendsPerMemberAndNumber: 1, sendsPerNumber: 1, sendsInAll: 1, guessesPerMember: 1 };

type Place = ReturnType<typeof createPlace>;

/** The database from outside, to take its tables away or to refuse writes to them, and to set that right again. */
function tamper(file: string) {
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const tables = ['challenges', 'counters', 'roster'];
  const onEach = (sql: (table: string) => string) => database.exec(tables.map(sql).join(';'));
  const write = ['INSERT', 'UPDATE', 'DELETE'];
  const refusal = (table: string) => (kind: string) =>
    `CREATE TRIGGER ${kind}_${table} BEFORE ${kind} ON ${table} BEGIN SELECT RAISE(ABORT, 'read-only'); END`;
  return {
    down: {
      on: () => onEach((table) => `ALTER TABLE ${table} RENAME TO ${table}_away`),
      off: () => onEach((table) => `ALTER TABLE ${table}_away RENAME TO ${table}`),
    },
    'read-only': {
      on: () => onEach((table) => write.map(refusal(table)).join(';')),
      off: () => onEach((table) => write.map((kind) => `DROP TRIGGER ${kind}_${table}`).join(';')),
    },
  };
}

describe.each(['down', 'read-only'] as const)('case 15: with the store %s', (fault) => {
  it('Send refuses, sends nothing and spends nothing', async () => {
    const place = createPlace({ limits: once });
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    const store = tamper(place.file)[fault];

    store.on();
    for (const _ of [1, 2, 3]) await expect(latchkey.send(member)).rejects.toThrow(StoreUnavailable);
    expect(place.sent).toEqual([]);

    store.off();
    expect(await latchkey.send(member)).toMatchObject({ is: 'sent', send: 1 });
    expect(verdict(await latchkey.submit(member, place.code(american)))).toBe('admitted');
  });

  it('Submit refuses, right code or wrong, and spends nothing', async () => {
    const place = createPlace({ limits: once });
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    await latchkey.send(member);
    const store = tamper(place.file)[fault];

    store.on();
    const code = place.code(american);
    for (const guess of [wrongCode, code, wrongCode, wrongCode, code]) {
      await expect(latchkey.submit(member, guess)).rejects.toThrow(StoreUnavailable);
    }

    store.off();
    expect(verdict(await latchkey.submit(member, code))).toBe('admitted');
  });

  it('entering a number refuses, and what was entered before stays', async () => {
    const place = createPlace();
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    const store = tamper(place.file)[fault];
    store.on();
    await expect(latchkey.enter(member, british)).rejects.toThrow(StoreUnavailable);
    store.off();
    expect(await latchkey.look(member)).toMatchObject({ phone: american, canSend: true });
  });
});

describe('case 15: when one call to the store fails', () => {
  /** Does `work` on stores whose `at`-th call fails, until so many calls are not made any more. */
  async function atEveryCall(
    prepare: (place: Place) => Promise<unknown>,
    work: (latchkey: Latchkey, place: Place) => Promise<unknown>,
    check: (place: Place, healed: Latchkey, failed: string) => Promise<void>,
  ): Promise<string[]> {
    const all: string[] = [];
    for (let at = 1; ; at++) {
      const place = createPlace({ breaker: true, limits: once, challenge: { maxAttempts: 1 } });
      await prepare(place);
      const { wrap, state } = failingAt(at);
      const attempt = work(await place.start({ wrap }), place);
      const error = await attempt.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (state.failed === undefined) return all;
      expect(error).toBeInstanceOf(StoreUnavailable);
      all.push(state.failed);
      await check(place, await place.start(), state.failed);
    }
  }

  const enter = async (place: Place) => (await place.start()).enter(member, american);
  const enterAndSend = async (place: Place) => {
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    await latchkey.send(member);
  };

  it('a Send has spent nothing, or its SMS is out and the code in it works', async () => {
    const failed = await atEveryCall(
      enter,
      (latchkey) => latchkey.send(member),
      async (place, healed) => {
        const [sms] = place.sent;
        expect(await healed.send(member)).toMatchObject(sms ? { is: 'alreadySent' } : { is: 'sent' });
        expect(place.sent).toHaveLength(1);
        expect(verdict(await healed.submit(member, place.code(american)))).toBe('admitted');
      },
    );
    expect(failed).toEqual(['load', 'counts', 'take sends-member', 'replace', 'replace']);
  });

  const afterAdmission = ['take sends-prefix-verified', 'remove'];

  it('a Submit of the right code has spent nothing', async () => {
    const failed = await atEveryCall(
      enterAndSend,
      (latchkey, place) => latchkey.submit(member, place.code(american)),
      async (place, healed, at) => {
        const said = verdict(await healed.submit(member, place.code(american)));
        expect(said).toBe(afterAdmission.includes(at) ? 'alreadyVerified' : 'admitted');
      },
    );
    expect(failed).toEqual(['load', 'take guesses-member', 'load settings', 'admit', ...afterAdmission]);
  });

  // A wrong guess that came free whenever its record failed would let somebody try every code against an ailing store.
  it('a Submit of a wrong code is spent only if the code was looked at', async () => {
    const failed = await atEveryCall(
      enterAndSend,
      (latchkey) => latchkey.submit(member, wrongCode),
      async (place, healed, at) => {
        const said = verdict(await healed.submit(member, place.code(american)));
        expect(said).toBe(looked.includes(at) ? 'budgetSpent' : 'admitted');
      },
    );
    expect(failed).toEqual(['load', 'take guesses-member', ...looked]);
  });
});

describe('case 16: a restart, and a second process, keep', () => {
  it('the cool-down', async () => {
    const place = createPlace();
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    const until = place.clock.now() + 30_000;
    await place.clock.skip(29_999);
    expect(await (await place.start()).resend(member)).toEqual({ is: 'tooSoon', until });
    await one.close();
    const restarted = await place.start();
    expect(await restarted.resend(member)).toEqual({ is: 'tooSoon', until });
    await place.clock.skip(1);
    expect(await restarted.resend(member)).toMatchObject({ is: 'sent', send: 2 });
    expect(await restarted.resend(member)).toMatchObject({ is: 'tooSoon', until: place.clock.now() + 60_000 });
  });

  it('the lock, and the number of guesses before it', async () => {
    const place = createPlace();
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    expect(await one.submit(member, wrongCode)).toMatchObject({ left: 2 });
    const other = await place.start();
    expect(await other.submit(member, wrongCode)).toMatchObject({ left: 1 });
    await other.close();
    const until = place.clock.now() + policy.lock;
    expect(await one.submit(member, wrongCode)).toEqual({ is: 'locked', until });
    await one.close();
    const restarted = await place.start();
    expect(await restarted.submit(member, place.code(american))).toEqual({ is: 'locked', until });
    expect(await restarted.resend(member)).toEqual({ is: 'locked', until });
    expect(await restarted.look(member)).toMatchObject({ is: 'locked', lockedUntil: until });
  });

  it('the budgets', async () => {
    const place = createPlace({
      limits: { ...once, sendsPerMember: 2, sendsPerMemberAndNumber: 2, guessesPerMember: 2 },
    });
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    expect(await one.submit(member, wrongCode)).toMatchObject({ is: 'wrongCode' });
    await one.close();
    const two = await place.start();
    await place.clock.skip(30_000);
    expect(await two.resend(member)).toMatchObject({ is: 'budgetSpent', budget: 'sends-number' });
    expect(await two.submit(member, wrongCode)).toMatchObject({ is: 'wrongCode' });
    await two.close();
    const three = await place.start();
    expect(await three.submit(member, wrongCode)).toMatchObject({ is: 'budgetSpent', budget: 'guesses-member' });
    expect(await three.resend(member)).toMatchObject({ is: 'budgetSpent', budget: 'guesses-member' });
  });

  it('a code that is on its way', async () => {
    const place = createPlace();
    const one = await place.start();
    await one.enter(member, american);
    await one.send(member);
    await one.close();
    expect(verdict(await (await place.start()).submit(member, place.code(american)))).toBe('admitted');
  });
});
