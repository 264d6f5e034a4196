import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { Watched } from '../../src/limits/breaker-watch.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { samplesOf } from '../support/scrape.ts';

const mira = { serverId: '100200300400500600', memberId: '700800900100200300' };
const queueLengths = async () => ({ rolesOwed: 2, requestsOpen: 3 });

const fresh = (sources: Partial<Parameters<typeof createMetrics>[0]> = {}) =>
  createMetrics({ queueLengths, isConnected: () => true, openBreakers: () => [], ...sources });
const read = async (metrics: ReturnType<typeof fresh>) => samplesOf(await metrics.text());

it('counts steps by step and country, and causes by step', async () => {
  const metrics = fresh();
  metrics.stepped({ ...mira, step: 'sent', country: 'US', ms: 300 });
  metrics.stepped({ ...mira, step: 'sent', country: 'DE', ms: 300 });
  metrics.stepped({ ...mira, step: 'capReached', country: 'US', why: 'sends-member' });
  metrics.stepped({ ...mira, step: 'wrongCode' });
  const { value, text } = await read(metrics);
  expect(value('latchkey_flow_steps_total', { step: 'sent', country: 'US' })).toBe(1);
  expect(value('latchkey_flow_steps_total', { step: 'sent' })).toBe(2);
  expect(value('latchkey_flow_steps_total', { step: 'wrongCode', country: '' })).toBe(1);
  expect(value('latchkey_refusals_total', { step: 'capReached', cause: 'sends-member' })).toBe(1);
  expect(value('latchkey_send_seconds_count')).toBe(2);
  expect(text).not.toMatch(/100200300400500600|700800900100200300/);
});

it('classes what Twilio and Discord answer', async () => {
  const metrics = fresh();
  for (const status of [200, 204, 403, 404, 429, 500, 503, 999, undefined]) metrics.discordReplied({ status });
  metrics.twilioFailed({ doing: 'send', status: 400 });
  metrics.twilioFailed({ doing: 'send', status: undefined });
  metrics.twilioFailed({ doing: 'deliver', status: undefined });
  const { samples } = await read(metrics);
  const ofDiscord = samples.filter(({ name }) => name === 'latchkey_discord_requests_total');
  expect(Object.fromEntries(ofDiscord.map(({ labels, value }) => [labels.class, value]))).toEqual({
    '2xx': 2,
    '4xx': 2,
    '429': 1,
    '5xx': 2,
    other: 1,
    none: 1,
  });
  const ofTwilio = samples.filter(({ name }) => name === 'latchkey_twilio_failures_total');
  expect(ofTwilio.map(({ labels }) => [labels.doing, labels.class])).toEqual([
    ['send', '4xx'],
    ['send', 'none'],
    ['deliver', 'carrier'],
  ]);
});

it('says how much waits and whether Discord is connected at the moment it is asked', async () => {
  let connected = true;
  const metrics = fresh({ isConnected: () => connected });
  const before = await read(metrics);
  expect(before.value('latchkey_queue_length', { queue: 'roles_owed' })).toBe(2);
  expect(before.value('latchkey_queue_length', { queue: 'requests_open' })).toBe(3);
  expect(before.value('latchkey_connected')).toBe(1);
  connected = false;
  expect((await read(metrics)).value('latchkey_connected')).toBe(0);
});

it('tells the day’s money in units, where it has a limit', async () => {
  const limited = await read(fresh({ spent: async () => ({ spent: 83, limit: 200_000 }) }));
  expect(limited.value('latchkey_money_of_the_day', { of: 'spent' })).toBe(0.0083);
  expect(limited.value('latchkey_money_of_the_day', { of: 'limit' })).toBe(20);
  expect((await read(fresh())).value('latchkey_money_of_the_day', { of: 'spent' })).toBe(0);
});

it('tells the breakers that are open by country, prefixes by their number', async () => {
  const prefix = { scope: 'prefix', channel: 'call', country: 'PK' } as const;
  let open: Omit<Watched, 'subject'>[] = [{ scope: 'country', channel: 'sms', country: 'US' }, prefix, prefix];
  const metrics = fresh({ openBreakers: () => open });
  const { value } = await read(metrics);
  expect(value('latchkey_breakers_open', { scope: 'country', channel: 'sms', country: 'US' })).toBe(1);
  expect(value('latchkey_breakers_open', { scope: 'prefix', channel: 'call', country: 'PK' })).toBe(2);
  open = [];
  expect((await read(metrics)).value('latchkey_breakers_open')).toBe(0);
});

it('leaves a figure out while the store does not tell it, and everything else in', async () => {
  let isDown = false;
  const metrics = fresh({
    queueLengths: () => (isDown ? Promise.reject(new StoreUnavailable('down')) : queueLengths()),
  });
  await read(metrics);
  isDown = true;
  const { samples, value } = await read(metrics);
  expect(samples.filter(({ name }) => name === 'latchkey_queue_length')).toEqual([]);
  expect(value('latchkey_connected')).toBe(1);
});

it('shares nothing with another of its kind', async () => {
  const [one, other] = [fresh(), fresh()];
  one.stepped({ ...mira, step: 'sent' });
  expect((await read(other)).value('latchkey_flow_steps_total')).toBe(0);
});
