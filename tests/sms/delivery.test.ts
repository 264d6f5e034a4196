import { beforeEach, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import type { Delivery, DeliveryReport, SmsSender } from '../../src/otp/sms.ts';
import { createDeliveryWatcher } from '../../src/sms/delivery.ts';
import { createSending } from './sending.ts';

let clock: ReturnType<typeof manualClock>;
let looks: number[];
let state: Delivery;
let told: [Delivery, number][];
let errors: unknown[];
const start = 0;

const sms: Pick<SmsSender, 'status'> = {
  status() {
    looks.push(clock.now() - start);
    return Promise.resolve(state);
  },
};
const tell = (delivery: Delivery) => {
  told.push([delivery, clock.now() - start]);
};
const create = (atMost = 10) =>
  createDeliveryWatcher(
    { sms, clock, onError: (error) => errors.push(error) },
    { lookAt: [2000, 5000, 10_000, 20_000, 40_000], unconfirmedAt: 40_000, atMost },
  );

beforeEach(() => {
  clock = manualClock(start);
  looks = [];
  told = [];
  errors = [];
  state = { is: 'underway' };
});

it('looks 2, 5, 10, 20 and 40 s after sending, then says sent, not confirmed', async () => {
  create().watch('SM1', tell);
  await clock.skip(120_000);
  expect(looks).toEqual([2000, 5000, 10_000, 20_000, 40_000]);
  expect(told).toEqual([[{ is: 'sent' }, 40_000]]);
});

it.each<Delivery>([{ is: 'delivered' }, { is: 'failed', problem: 'unreachable' }])(
  'tells $is once and looks no more',
  async (end) => {
    create().watch('SM1', tell);
    await clock.skip(4000);
    state = end;
    await clock.skip(120_000);
    expect(looks).toEqual([2000, 5000]);
    expect(told).toEqual([[end, 5000]]);
  },
);

it('does not tell sent before the last look: delivered may still come', async () => {
  state = { is: 'sent' };
  create().watch('SM1', tell);
  await clock.skip(39_999);
  expect(told).toEqual([]);
  state = { is: 'delivered' };
  await clock.skip(1);
  expect(told).toEqual([[{ is: 'delivered' }, 40_000]]);
});

it('stops all watches, also between a question and its answer', async () => {
  const watcher = create();
  watcher.watch('SM1', tell);
  state = { is: 'delivered' };
  const answered = clock.skip(2000);
  watcher.stop();
  await answered;
  await clock.skip(120_000);
  expect(looks).toEqual([2000]);
  expect(told).toEqual([]);
});

it('follows a message once, however often it is asked to', async () => {
  const watcher = create();
  watcher.watch('SM1', tell);
  watcher.watch('SM1', tell);
  state = { is: 'delivered' };
  await clock.skip(120_000);
  expect(looks).toEqual([2000]);
  expect(told).toHaveLength(1);
});

it('follows no more than it may at a time, and the next once one has ended', async () => {
  const watcher = create(1);
  watcher.watch('SM1', tell);
  watcher.watch('SM2', tell);
  state = { is: 'delivered' };
  await clock.skip(120_000);
  expect(told).toHaveLength(1);
  watcher.watch('SM3', tell);
  await clock.skip(120_000);
  expect(told).toHaveLength(2);
});

it('hands what a listener throws to onError and keeps following the others', async () => {
  const watcher = create();
  const bug = new Error('the panel is gone');
  watcher.watch('SM1', () => Promise.reject(bug));
  watcher.watch('SM2', () => {
    throw bug;
  });
  watcher.watch('SM3', tell);
  state = { is: 'delivered' };
  await clock.skip(2000);
  expect(errors).toEqual([bug, bug]);
  expect(told).toHaveLength(1);
});

it('tells the bill with a message that stays unconfirmed', async () => {
  const bill = { segments: 2, price: 0.02, currency: 'EUR' };
  const reports: DeliveryReport[] = [];
  const watcher = createDeliveryWatcher({
    sms: { ...sms, status: () => Promise.resolve({ is: 'sent', bill }) },
    clock,
    onError: (error) => errors.push(error),
  });
  watcher.watch('SM1', (report) => void reports.push(report));
  await clock.skip(120_000);
  expect(reports).toEqual([{ is: 'sent', bill }]);
  await clock.skip(3_600_000);
  expect(reports).toEqual([
    { is: 'sent', bill },
    { is: 'sent', bill },
  ]);
});

it('follows a real message to its end', async () => {
  const sending = await createSending();
  sending.world.setFaults({ landline: true });
  const watcher = createDeliveryWatcher({ sms: sending.sender, clock: sending.clock, onError: (e) => errors.push(e) });
  const result = await sending.send();
  if (result.is !== 'accepted') throw new Error(`Not accepted but ${result.is}`);
  let end: Delivery | undefined;
  watcher.watch(result.messageId, (delivery) => {
    end = delivery;
  });
  while (!end) await sending.clock.skip(1000);
  expect(end).toEqual({
    is: 'failed',
    problem: 'cannotReceive',
    code: 30006,
    bill: { segments: 1, price: 0.0083, currency: 'USD' },
  });
  expect(errors).toEqual([]);
  await sending.close();
});

it('a message that is forgotten is asked for no more; the others are', async () => {
  const watcher = create();
  watcher.watch('SM1', tell);
  watcher.watch('SM2', tell);
  watcher.forget('SM1');
  watcher.forget('SM3');
  state = { is: 'delivered' };
  await clock.skip(60_000);
  expect(told).toHaveLength(1);
  expect(looks).toEqual([2000]);
});
