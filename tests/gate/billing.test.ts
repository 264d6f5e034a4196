import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createBilling } from '../../src/gate/journal/billing.ts';
import type { Delivery, DeliveryReport, SmsBill } from '../../src/otp/sms.ts';
import { freshDatabase, openOn } from '../storage/support.ts';

const mia = { serverId: '1', memberId: '2' };
const hour = 3_600_000;
const priced: SmsBill = { segments: 1, price: 0.0083, currency: 'USD' };

/** A journal with SMS that were sent at the clock's start, and a carrier that answers what the test says. */
async function createDesk(messages: number) {
  const clock = manualClock();
  const start = clock.now();
  const { journal } = await openOn(await freshDatabase());
  const ids = Array.from({ length: messages }, (_, index) => `SM${String(index).padStart(3, '0')}`);
  for (const messageId of ids) await journal.write({ ...mia, at: start, what: 'sent', messageId });
  const asked: string[] = [];
  const carrier: { says: SmsBill | undefined | 'unreachable'; end: Delivery } = {
    says: undefined,
    end: { is: 'sent' },
  };
  const sms = {
    async report(messageId: string) {
      asked.push(messageId);
      if (carrier.says === 'unreachable') return carrier.says;
      return { ...carrier.end, ...(carrier.says && { bill: carrier.says }) };
    },
  };
  const heard: DeliveryReport[] = [];
  const billing = createBilling({ journal, sms, clock, heard: async (_, report) => void heard.push(report) });
  const asks = async (at: number) => {
    await clock.skip(start + at - clock.now());
    asked.length = 0;
    await billing.look();
    return asked.length;
  };
  return { journal, carrier, asks, billing, clock, start, heard };
}

it('asks for a missing price after 1, 6, 24 and 48 hours, and then gives up', async () => {
  const { asks } = await createDesk(1);
  const times = Array.from({ length: 120 }, (_, index) => (index * hour) / 2);
  const looks = [];
  for (const at of times) if ((await asks(at)) > 0) looks.push(at / hour);
  expect(looks).toEqual([1, 6, 24, 48]);
});

it('case 34: asks once a day for the price of an SMS that a clock sent that was ahead', async () => {
  const { asks, carrier } = await createDesk(1);
  const early = (hours: number) => -100 * 24 * hour + hours * hour;
  expect([await asks(early(0)), await asks(early(23)), await asks(early(24)), await asks(early(25))]).toEqual([
    1, 0, 1, 0,
  ]);
  carrier.says = priced;
  expect([await asks(early(48)), await asks(early(72)), await asks(hour)]).toEqual([1, 0, 0]);
});

it('does not ask for an SMS any more once it has its price', async () => {
  const { asks, carrier, journal } = await createDesk(1);
  carrier.says = { segments: 1 };
  expect(await asks(hour)).toBe(1);
  carrier.says = priced;
  expect(await asks(6 * hour)).toBe(1);
  expect(await asks(48 * hour)).toBe(0);
  expect(await journal.ofMember(mia, 1)).toEqual([expect.objectContaining(priced)]);
});

it('does not ask at all where the price came with the delivery', async () => {
  const { asks, billing, clock, start } = await createDesk(1);
  await clock.skip(5000);
  await billing.record({ ...mia, messageId: 'SM000' }, priced, start);
  expect(await asks(48 * hour)).toBe(0);
});

it('asks for many a few at a time, each once', async () => {
  const { asks } = await createDesk(120);
  expect([await asks(hour), await asks(hour), await asks(hour), await asks(hour)]).toEqual([50, 50, 20, 0]);
});

it('waits for the next run when the carrier does not answer, and is not held up by one SMS', async () => {
  const { asks, carrier } = await createDesk(3);
  carrier.says = 'unreachable';
  expect(await asks(hour)).toBe(1);
  carrier.says = priced;
  expect([await asks(hour), await asks(hour)]).toEqual([2, 0]);
  expect(await asks(6 * hour)).toBe(1);
});

it('case 36: hears of an SMS that nobody followed to its end, once, and of none whose end is known', async () => {
  const { asks, carrier, journal, heard, start } = await createDesk(2);
  await journal.write({ ...mia, at: start + 1, what: 'delivered', messageId: 'SM000' });
  carrier.end = { is: 'failed', problem: 'network' };
  await asks(hour);
  expect(heard).toEqual([{ is: 'failed', problem: 'network' }]);
});

it('case 36: goes on asking for a price that came before the end, until the hour is over', async () => {
  const { asks, billing, carrier, start } = await createDesk(1);
  carrier.says = priced;
  await billing.hear({ ...mia, messageId: 'SM000' }, { is: 'sent', bill: priced }, start, false);
  expect(await asks(hour)).toBe(1);
  expect(await asks(48 * hour)).toBe(0);
});

describe('case 36: where the bot was away in between', () => {
  it('the end of an SMS is heard for a day, and its price asked for some days more', async () => {
    const { asks, carrier, journal, heard } = await createDesk(1);
    carrier.says = priced;
    carrier.end = { is: 'delivered' };
    expect(await asks(30 * hour)).toBe(1);
    expect(heard).toEqual([]);
    expect(await journal.ofMember(mia, 2)).toEqual([expect.objectContaining({ what: 'sent', ...priced })]);
  });

  it('nothing of an SMS is asked for after months, and that it is so is remembered', async () => {
    const { asks, carrier, journal, heard, clock } = await createDesk(1);
    carrier.end = { is: 'delivered' };
    expect(await asks(89 * 24 * hour)).toBe(0);
    expect(heard).toEqual([]);
    expect(await journal.unbilled(clock.now(), 9)).toEqual([]);
  });

  it('a report that was followed while the machine slept is no news', async () => {
    const { billing, clock, start, heard } = await createDesk(1);
    await clock.skip(30 * hour);
    await billing.hear({ ...mia, messageId: 'SM000' }, { is: 'delivered' }, start, true);
    expect(heard).toEqual([]);
  });
});
