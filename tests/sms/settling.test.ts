import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createSettling } from '../../src/sms/settling.ts';
import { anSms, secrets } from './sending.ts';
import { createVerifying } from './verifying.ts';

let verifying: Awaited<ReturnType<typeof createVerifying>>;

beforeEach(async () => {
  verifying = await createVerifying();
});

const MINUTE = 60_000;
const statusOf = (messageId: string) => verifying.world.verify.verification(messageId)?.status;
const left = () => verifying.settling.tasks.due(Number.MAX_SAFE_INTEGER / 2, 100);

describe('how a code ended is told to Twilio', () => {
  it.each(['approved', 'canceled'] as const)('%s, at once and once', async (ending) => {
    const messageId = await verifying.sent();
    await verifying.settled(messageId, ending);
    await vi.waitFor(async () => expect(await left()).toEqual([]));
    const { requests } = verifying.world;
    await verifying.clock.skip(20 * MINUTE);
    await verifying.settling.tellDue();
    expect(verifying.world.requests).toBe(requests);
    expect(verifying.errors).toEqual([]);
  });

  it('as cancelled where nobody says so by the end of its life', async () => {
    const messageId = await verifying.sent({ validFor: 5 * MINUTE });
    await verifying.clock.skip(5 * MINUTE - 1);
    await verifying.settling.tellDue();
    expect(statusOf(messageId)).toBe('pending');
    await verifying.clock.skip(1);
    await verifying.settling.tellDue();
    expect(statusOf(messageId)).toBe('canceled');
    expect(await left()).toEqual([]);
  });

  it('of Verify’s alone: a message from before stays one to be forgotten', async () => {
    const { tasks, settle } = verifying.settling;
    const task = { messageId: `SM${'0'.repeat(32)}`, what: 'delete', dueAt: 1, until: 2 } as const;
    await tasks.keep(task);
    await settle(task.messageId, 'approved');
    expect(await left()).toEqual([task]);
  });

  it('before Twilio ends it by itself, also with a code that lives as long', async () => {
    const messageId = await verifying.sent({ validFor: 10 * MINUTE });
    await verifying.clock.skip(10 * MINUTE - 30_000);
    await verifying.settling.tellDue();
    expect(statusOf(messageId)).toBe('canceled');
  });

  it('by another process, where the one that sent it is gone', async () => {
    const messageId = await verifying.sent();
    const other = await verifying.start();
    await verifying.clock.skip(5 * MINUTE);
    await other.tellDue();
    expect(statusOf(messageId)).toBe('canceled');
  });

  it('by the next process, where one has died right before telling', async () => {
    const messageId = await verifying.sent();
    verifying.world.setFaults({ dropped: true });
    await verifying.settling.settle(messageId, 'approved');
    await vi.waitFor(() => expect(verifying.reports.some(({ doing }) => doing === 'settle')).toBe(true));
    verifying.world.clearFaults();
    const other = await verifying.start();
    await verifying.clock.skip(20_000);
    await other.tellDue();
    expect(statusOf(messageId)).toBe('approved');
  });
});

describe('what Twilio cannot be told', () => {
  it('is tried again until the verification ends by itself, and then dropped', async () => {
    const messageId = await verifying.sent();
    verifying.world.setFaults({ down: true });
    await verifying.settling.settle(messageId, 'approved');
    await vi.waitFor(() => expect(verifying.reports).toMatchObject([{ doing: 'settle', status: 503, messageId }]));
    let tries = 0;
    while ((await left()).length > 0) {
      await verifying.clock.skip(20_000);
      await verifying.settling.tellDue();
      tries += 1;
    }
    expect(tries).toBe(30);
    expect(verifying.reports.filter(({ doing }) => doing === 'settle').length).toBeLessThan(8);
    expect(verifying.errors).toEqual([]);
  });

  it('is told once Twilio is back', async () => {
    const messageId = await verifying.sent();
    verifying.world.setFaults({ down: true });
    await verifying.settling.settle(messageId, 'approved');
    await vi.waitFor(() => expect(verifying.reports).toHaveLength(1));
    verifying.world.clearFaults();
    await verifying.clock.skip(20_000);
    await verifying.settling.tellDue();
    expect(statusOf(messageId)).toBe('approved');
  });

  it('is done where Twilio has ended it already', async () => {
    const messageId = await verifying.sent();
    verifying.world.verify.end(messageId, 'canceled');
    await verifying.settling.settle(messageId, 'approved');
    await vi.waitFor(async () => expect(await left()).toEqual([]));
    expect(verifying.reports).toEqual([]);
  });

  it('holds up no code where the store is down', async () => {
    const failing = async () => {
      throw new StoreUnavailable('The store is down for this test.');
    };
    const { tasks, ...sender } = verifying.settling;
    const down = { ...tasks, keep: failing, done: failing };
    const onError = (error: unknown) => verifying.errors.push(error);
    const settling = createSettling({
      sender: { ...sender, end: async () => 'told' },
      tasks: down,
      clock: verifying.clock,
      onError,
      onKept: () => {},
    });
    expect(await settling.send(anSms())).toMatchObject({ is: 'accepted' });
    await settling.settle('VE1', 'approved');
    await vi.waitFor(() => expect(verifying.errors).toHaveLength(3));
  });
});

it('nothing of a number or a code is kept for it', async () => {
  await verifying.sent();
  const kept = JSON.stringify(await left());
  expect(kept).not.toContain(secrets.code);
  expect(kept).not.toMatch(/\+|415555/);
});
