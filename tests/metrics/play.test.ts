import { afterEach, expect, it } from 'vitest';
import { noCanaries } from '../support/canaries.ts';
import { type Play, startPlay } from '../support/play.ts';
import { freePort, scrape } from '../support/scrape.ts';
import { secondAccount } from '../support/second.ts';

let play: Play;
let port: number;
afterEach(() => play.stop());

async function start(env: Readonly<Record<string, string>> = {}): Promise<Play> {
  port = await freePort();
  play = await startPlay({ env: { METRICS_PORT: String(port), ...env } });
  return play;
}

const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

it('a verification is seen from the first step to the role, and each first answer is timed', async () => {
  const { person, clock } = await start();
  const mira = person('mira');
  await mira.begin();
  await mira.send();
  await clock.skip(5000);
  await mira.untilSees('was delivered');
  await mira.submit('0000' === mira.code() ? '0001' : '0000');
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');

  const { status, type, value } = await scrape(port);
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const counted = (step: string, country: string) => value('latchkey_flow_steps_total', { step, country });
  expect(['entered', 'sent', 'verified'].map((step) => counted(step, 'US'))).toEqual([1, 1, 1]);
  expect(['started', 'delivered', 'wrongCode', 'proven', 'granted'].map((step) => counted(step, ''))).toEqual([
    1, 1, 1, 1, 1,
  ]);
  const answered = (kind: string) => value('latchkey_first_answer_seconds_count', { kind });
  const kinds = ['/setup', 'notice:verify', 'number:enter', 'panel:send', 'panel:submit', 'code:submit'];
  expect(kinds.map(answered)).toEqual([1, 1, 1, 1, 2, 2]);
  expect(value('latchkey_unanswered_total')).toBe(0);
  expect(value('latchkey_discord_requests_total', { class: '2xx' })).toBeGreaterThan(10);
  expect(value('latchkey_send_seconds_count', { step: 'sent' })).toBe(1);
});

it('case 14: no metric names a member, a server, a number or a code', async () => {
  const { person, sandbox } = await start();
  const mira = person('mira');
  await mira.verify();
  const { text, samples } = await scrape(port);
  const { guildId } = sandbox.seeded;
  noCanaries(text, { member: mira.id, server: guildId, number: mira.phone, token: sandbox.token });
  // A figure may be the code by chance; a label may not.
  noCanaries(JSON.stringify(samples.map(({ name, labels }) => ({ name, labels }))), { code: mira.code() });
});

it('what Twilio, Discord and a budget refuse is counted by its cause', async () => {
  const { person, sandbox } = await start({ SENDS_PER_DAY: '1' });
  const [mira, nils] = [person('mira'), person('nils')];
  sandbox.twilio.optedOut.add(nils.phone);
  await nils.begin();
  await nils.send();
  await mira.begin();
  await mira.send();
  sandbox.twilio.optedOut.clear();
  await nils.send();
  sandbox.world.setRolePermissions(sandbox.seeded.guildId, sandbox.seeded.roles.latchkey, 0n);
  await mira.submit(mira.code());
  await mira.untilSees("doesn't let me give the role");

  const { value } = await scrape(port);
  const refused = (step: string, cause: string) => value('latchkey_refusals_total', { step, cause });
  expect(refused('sendRefused', 'optedOut')).toBe(1);
  expect(refused('capReached', 'sends-all')).toBe(1);
  expect(refused('grantFailed', 'missingPermission')).toBe(1);
  expect(value('latchkey_twilio_failures_total', { doing: 'send', class: '4xx' })).toBe(1);
  expect(value('latchkey_discord_requests_total', { class: '4xx' })).toBeGreaterThan(0);
  expect(value('latchkey_queue_length', { queue: 'roles_owed' })).toBe(1);
});

it('is alive and ready, and nobody is answered after the stop', async () => {
  await start();
  const [alive, ready] = [await ask('/healthz'), await ask('/readyz')];
  expect([alive.status, await alive.json()]).toEqual([200, { alive: true }]);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, discord: 'ok', store: 'ok' }]);
  await play.stopApps();
  await expect(ask('/healthz')).rejects.toThrow();
});

it('a breaker that is open is shown by its country, and not by its numbers', async () => {
  const { clock } = await start({ SENDS_PER_PREFIX_PER_HOUR: '100' });
  const numbers = Array.from({ length: 21 }, (_, index) => `+1415555${String(index + 120).padStart(4, '0')}`);
  const people = numbers.map((number, index) => secondAccount(play, number, `lantern.${index}`));
  const last = people.pop();
  for (const person of people) {
    await person.begin();
    await person.send();
  }
  await clock.skip(30 * 60_000);
  await last?.begin();
  await last?.send();
  const { value } = await scrape(port);
  expect(value('latchkey_breakers_open', { country: 'US' })).toBeGreaterThan(0);
  expect(value('latchkey_refusals_total', { step: 'capReached' })).toBeGreaterThan(0);
});
