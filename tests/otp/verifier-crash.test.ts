import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendResult } from '../../src/otp/sms.ts';
import { dyingAt } from '../support/breaking.ts';
import { createPlace, recordingPhones, wrongCode } from '../support/place.ts';
import { american, type Latchkey, memberOf, challengePolicy as policy, verdict } from '../support/verifier.ts';

const member = memberOf(1);
const limit = 4;

type Place = ReturnType<typeof createPlace>;

// What the libraries keep expires by the machine's clock, so both clocks go together here.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }).setSystemTime(Date.UTC(2026, 7, 1, 12)));

async function pass({ clock }: Place, ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  await clock.skip(ms);
}

/** Runs `work` in a process that dies right before its `at`-th call. @returns that call, or undefined when the work was done before */
async function die(
  place: Place,
  at: number,
  work: (latchkey: Latchkey) => Promise<unknown>,
): Promise<string | undefined> {
  const { dead, wrap, sms } = dyingAt(at);
  const latchkey = await place.start({ wrap, sms: sms(place.sms) });
  return Promise.race([dead, work(latchkey).then(() => undefined)]);
}

/** Presses what the panel offers until an SMS is sent, as a patient member does. @returns how long that took */
async function goOn(place: Place, latchkey: Latchkey): Promise<number> {
  for (let waited = 0; waited <= 60_000; waited += 10_000) {
    const now = await latchkey.look(member);
    if (now?.canSend && (await latchkey.send(member)).is === 'sent') return waited;
    if (now?.canResend && (await latchkey.resend(member)).is === 'sent') return waited;
    await pass(place, 10_000);
  }
  throw new Error('The member cannot go on.');
}

async function prepared(sends: number): Promise<Place> {
  const challenge = { ways: { call: { countries: [] }, whatsapp: { countries: [] } } };
  const place = createPlace({ breaker: true, limits: { sendsPerMember: limit }, challenge });
  const latchkey = await place.start();
  await latchkey.enter(member, american);
  if (sends > 0) await latchkey.send(member);
  // By then the wait is over, and other ways are offered.
  await pass(place, 60_000);
  return place;
}

/** The steps of a send: what the breakers go by, the budgets, the record, the SMS and what came of it. */
const callsOfSend = (resend: boolean) => [
  'load',
  // The guesses that are taken: of the first code there can be none.
  ...(resend ? ['counts'] : []),
  'counts',
  // Where the day has anything, a process asks once for the hours of it that are over.
  ...(resend ? ['counts'] : []),
  'take sends-member',
  // A number that was sent to before is paid for already.
  ...(resend ? ['counts', 'take sends-member'] : []),
  'replace',
  'send',
  'replace',
];

/** To the country nothing went that way yet, so nothing is over of which a process would ask once. */
const callsOfAnotherWay = callsOfSend(true).toSpliced(2, 1);

describe.each([
  ['Send', 0, callsOfSend(false), (latchkey: Latchkey) => latchkey.send(member)],
  ['Resend', 1, callsOfSend(true), (latchkey: Latchkey) => latchkey.resend(member)],
  ['Call me instead', 1, callsOfAnotherWay, (latchkey: Latchkey) => latchkey.sendBy(member, 'call')],
  ['WhatsApp instead', 1, callsOfAnotherWay, (latchkey: Latchkey) => latchkey.sendBy(member, 'whatsapp')],
] as const)('case 10: a process that dies during %s', (_, before, sendCalls, press) => {
  it('makes exactly these calls, each of which is a place to die', async () => {
    const died: (string | undefined)[] = [];
    for (const at of [...sendCalls.keys(), sendCalls.length])
      died.push(await die(await prepared(before), at + 1, press));
    expect(died).toEqual([...sendCalls, undefined]);
  });

  it.each(sendCalls.map((call, index) => [index + 1, call]))(
    'at call %i, %s: leaves a state to go on from',
    async (at) => {
      const place = await prepared(before);
      await die(place, Number(at), press);
      const sent = place.sent.length;
      expect(sent).toBe(before + (Number(at) > sendCalls.indexOf('send') + 1 ? 1 : 0));

      const restarted = await place.start();
      await pass(place, 1);
      expect(place.sent).toHaveLength(sent);

      expect(await goOn(place, restarted)).toBeLessThanOrEqual(60_000);
      expect(place.sent).toHaveLength(sent + 1);
      expect(verdict(await restarted.submit(member, place.code(american)))).toBe('admitted');
    },
  );

  it.each(sendCalls.map((call, index) => [index + 1, call]))('at call %i, %s: no SMS goes uncounted', async (at) => {
    const place = await prepared(before);
    await die(place, Number(at), press);
    const restarted = await place.start();
    let spent = false;
    for (let minutes = 0; minutes < 60 && !spent; minutes += 1) {
      const now = await restarted.look(member);
      if (!now) await restarted.enter(member, american);
      spent = (await restarted.resend(member)).is === 'budgetSpent';
      await pass(place, 60_000);
    }
    expect(spent).toBe(true);
    expect(place.sent.length).toBeLessThanOrEqual(limit);
    expect(place.sent.length).toBeGreaterThanOrEqual(limit - 1);
  });
});

it('case 10: a process that dies between SMS and answer leaves a code that works', async () => {
  const place = await prepared(0);
  await die(place, callsOfSend(false).lastIndexOf('replace') + 1, (latchkey) => latchkey.send(member));
  const restarted = await place.start();
  expect(await restarted.look(member)).toMatchObject({ is: 'sent', canSubmit: true });
  expect(verdict(await restarted.submit(member, place.code(american)))).toBe('admitted');
});

describe('a process that dies during Submit', () => {
  const calls = ['load', 'take guesses-member', 'load settings', 'admit', 'take sends-prefix-verified', 'remove'];
  it.each([1, 2, 3, 4, 5, 6])(
    'of the right code, at call %i: the member is admitted, or the code still works',
    async (at) => {
      const place = await prepared(1);
      const died = await die(place, at, (latchkey) => latchkey.submit(member, place.code(american)));
      expect(died).toBe(calls[at - 1]);

      const restarted = await place.start();
      const admitted = (await restarted.stores.roster.find(member)) !== undefined;
      expect(admitted).toBe(at > calls.indexOf('admit') + 1);
      expect(verdict(await restarted.submit(member, place.code(american)))).toBe(
        admitted ? 'alreadyVerified' : 'admitted',
      );
    },
  );

  it.each([1, 2, 3])('of a wrong code, at call %i: a guess that was looked at is counted', async (at) => {
    const place = await prepared(1);
    const died = await die(place, at, (latchkey) => latchkey.submit(member, wrongCode));
    expect(died).toBe(['load', 'take guesses-member', 'replace'][at - 1]);

    const restarted = await place.start();
    let left = 0;
    while ((await restarted.submit(member, wrongCode)).is === 'wrongCode') left += 1;
    expect(left + 1).toBe(policy.maxAttempts - (at > 2 ? 1 : 0));
  });
});

describe('a process that dies right before its write', () => {
  const diesAtItsWrite = (place: Place) => die(place, 3, (latchkey) => latchkey.submit(member, wrongCode));

  it('case 10: does not keep a member who uses up the guesses from being locked out, and from being told', async () => {
    const place = await prepared(1);
    expect(await diesAtItsWrite(place)).toBe('replace');
    const restarted = await place.start();
    expect(await restarted.submit(member, wrongCode)).toEqual({ is: 'wrongCode', left: 1 });

    const until = place.clock.now() + policy.lock;
    expect(await restarted.submit(member, wrongCode)).toEqual({ is: 'locked', until });

    expect(await restarted.look(member)).toMatchObject({ is: 'locked', lockedUntil: until });
    await pass(place, 1000);
    expect(await restarted.submit(member, place.code(american))).toEqual({ is: 'locked', until });
    await pass(place, policy.lock - 1000);
    expect(await restarted.resend(member)).toMatchObject({ is: 'sent' });
    expect(verdict(await restarted.submit(member, place.code(american)))).toBe('admitted');
  });

  it('case 10: does not keep a member from being told that the carrier has refused the SMS in between', async () => {
    const [asked, refusal] = [Promise.withResolvers<void>(), Promise.withResolvers<SendResult>()];
    const carrier = () => {
      asked.resolve();
      return refusal.promise;
    };
    const place = createPlace({}, recordingPhones(carrier));
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    const send = latchkey.send(member);
    await asked.promise;
    expect(await diesAtItsWrite(place)).toBe('replace');

    refusal.resolve({ is: 'refused', problem: 'cannotReceive' });

    expect(await send).toEqual({ is: 'refused', problem: 'cannotReceive' });
    expect(await latchkey.look(member)).toMatchObject({ is: 'entered', problem: 'cannotReceive', canSend: true });
  });
});
