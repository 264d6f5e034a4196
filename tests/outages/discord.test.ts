import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const giving = /\/members\/\d+\/roles\/\d+$/;
const editing = /\/webhooks\/.*\/messages\/@original$/;

/** From the panel on, to the role. */
async function goOn(): Promise<void> {
  await mira.send();
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  expect(mira.hasRole()).toBe(true);
  expect(mira.smsCount()).toBe(1);
}

/** What the bot's requests of one kind were answered. */
function asked(method: string, path: RegExp): number[] {
  const { exchanges } = play.sandbox.traffic;
  return exchanges.filter((one) => one.method === method && path.test(one.path)).map(({ status }) => status);
}

describe('when Discord’s REST API has a bad day', () => {
  it('429 on a role: waits as it is told, and says "verified" only then', async () => {
    await mira.begin();
    play.sandbox.world.faults.add({ method: 'PUT', path: giving, status: 429, retryAfter: 0.3 });
    await goOn();
    expect(asked('PUT', giving)).toEqual([429, 204]);
  });

  it('429 for the whole bot: waits, and the panel still comes', async () => {
    await mira.begin();
    play.sandbox.world.faults.add({ method: 'PATCH', path: editing, status: 429, retryAfter: 0.3, global: true });
    await goOn();
  });

  it('a 5xx that passes is not noticed', async () => {
    await mira.begin();
    play.sandbox.world.faults.add({ method: 'PUT', path: giving, status: 503, times: 2 });
    await goOn();
    expect(asked('PUT', giving)).toEqual([503, 503, 204]);
  });

  it('a 5xx that stays: the member is told that the role is owed, and gets it by itself', async () => {
    await mira.begin();
    await mira.send();
    play.sandbox.world.faults.add({ method: 'PUT', path: giving, status: 500, times: 3 });
    await mira.submit(mira.code());
    await mira.untilSees("Discord didn't let me give you the role just now");
    expect(mira.hasRole()).toBe(false);
    await play.clock.skip(2 * 60_000);
    await play.sandbox.world.until(() => mira.hasRole());
    expect(mira.smsCount()).toBe(1);
  });

  it('a 5xx on what shows the panel: the SMS went out once, and the panel is back at the next press', async () => {
    await mira.begin();
    play.sandbox.world.faults.add({ method: 'PATCH', path: editing, status: 502, times: 3 });
    await mira.press('Send OTP');
    await play.sandbox.traffic.until(() => asked('PATCH', editing).length >= 3);
    await mira.slash('verify');
    expect(mira.buttons()).toMatchObject({ Submit: 'on' });
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('a 5xx on the first answer: nothing is sent, and another press works', async () => {
    await mira.begin();
    play.sandbox.world.faults.add({ method: 'POST', path: /\/callback$/, status: 503, times: 3 });
    const answer = mira.press('Send OTP');
    await play.sandbox.traffic.until(
      () => asked('POST', /\/callback$/).filter((status) => status === 503).length === 3,
    );
    await play.clock.skip(3000);
    expect(await answer).toEqual({ is: 'failed' });
    expect(mira.smsCount()).toBe(0);
    await goOn();
  });
});

describe('when the connection to Discord is lost', () => {
  it.each<[string, () => void]>([
    ['a close with 4000', () => play.sandbox.gateway.drop(4000)],
    ['op 7', () => play.sandbox.gateway.askReconnect()],
    ['op 9, resumable', () => play.sandbox.gateway.invalidate(true)],
  ])('%s: what was pressed in between is answered after the resume', async (_, lose) => {
    await mira.begin();
    lose();
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(play.sandbox.gateway.identified()).toBe(1);
    expect(mira.smsCount()).toBe(1);
  });

  it.each<[string, () => void]>([
    ['op 9, not resumable', () => play.sandbox.gateway.invalidate(false)],
    ['a resume that is refused', () => play.sandbox.gateway.lose(4000)],
  ])('%s: the bot begins a new session, and members go on where they were', async (_, lose) => {
    await mira.begin();
    await mira.send();
    lose();
    await vi.waitFor(() => expect(play.sandbox.gateway.identified()).toBe(2), 10_000);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(play.sandbox.gateway.identified()).toBe(2);
    expect(mira.smsCount()).toBe(1);
  });
});
