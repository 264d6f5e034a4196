// One of several processes on the same stores, order after order.
import type { Who } from '../../../src/base/member-ref.ts';
import { StoreUnavailable } from '../../../src/base/store-unavailable.ts';
import { systemClock } from '../../../src/clock.ts';
import { openStores, type StoreAddress, type Stores } from '../../../src/storage/stores.ts';
import { claimOn } from '../../support/roles.ts';
import { takeOrders } from '../../support/take-orders.ts';
import { memberOf } from '../../support/verifier.ts';
import { mia, phone, secretKey } from '../fixtures.ts';
import { takeOne } from '../stored.ts';

export type Order = { readonly address: StoreAddress } & (
  | { readonly is: 'race'; readonly allowed: number }
  | { readonly is: 'block' | 'admit'; readonly count: number }
  | { readonly is: 'open' }
);

/** What it won. */
export interface Won {
  readonly admitted: number;
  readonly taken: readonly number[];
  readonly claimed: boolean;
}

const nothing: Won = { admitted: 0, taken: [], claimed: false };
const open = (address: StoreAddress) => openStores(address, { secretKey, clock: systemClock() });

takeOrders(async (order: Order) => {
  // Where there is nothing yet, several are to make it at once.
  if (order.is === 'open') return async () => closing(await open(order.address), takeAndClaim);
  const stores = await open(order.address);
  if (order.is === 'race') return () => closing(stores, (on) => race(on, order.allowed));
  return () => closing(stores, (on) => meet(on, order.is, order.count));
});

async function closing(stores: Stores, work: (stores: Stores) => Promise<Won>): Promise<Won> {
  const won = await work(stores);
  await stores.close();
  return won;
}

/** Takes and claims as hard as it can. */
async function takeAndClaim({ counters, roster }: Stores): Promise<Won> {
  const taken: Array<number | undefined> = [];
  for (let index = 0; index < 50; index++) taken.push(await takeOne(counters, 'total|all|1', 20, 60_000));
  await roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
  const claimed = await claimOn(roster, mia, 1);
  return { ...nothing, taken: taken.filter((number) => number !== undefined), claimed };
}

/** Lets 25 accounts of its own race for one number that so many may hold. */
async function race({ roster }: Stores, allowed: number): Promise<Won> {
  const members = Array.from({ length: 25 }, (_, index) => ({ serverId: '100', memberId: `${process.pid}-${index}` }));
  const admissions = await Promise.all(members.map(admit));
  return { ...nothing, admitted: admissions.filter(Boolean).length };

  /** As a member does who reads that the store is unavailable: once more. What was done before that answer was lost still counts. */
  async function admit(member: Who): Promise<boolean> {
    try {
      const { is } = await roster.admit({ ...member, phone, verifiedAt: 1 }, allowed);
      return is === 'admitted' || is === 'alreadyVerified';
    } catch (error) {
      if (error instanceof StoreUnavailable) return admit(member);
      throw error;
    }
  }
}

/** Blocks numbers and frees them, or admits other accounts with them, all at once. */
async function meet({ blocks, roster }: Stores, act: 'block' | 'admit', count: number): Promise<Won> {
  const phoneOf = (index: number) => ({ phoneKey: `v1:${index}`, country: 'US', lastDigits: '23' });
  await Promise.all(Array.from({ length: count }, (_, index) => (act === 'block' ? block(index) : admit(index))));
  return nothing;

  async function block(index: number): Promise<void> {
    await blocks.put({ ...memberOf(index), ...phoneOf(index), reason: 'Spam.', by: '900', at: 1 });
    await roster.remove(memberOf(index));
  }

  /** Again and again until somebody says why not for good. */
  async function admit(index: number): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const { is } = await roster.admit({ ...memberOf(1000 + index), phone: phoneOf(index), verifiedAt: 1 }, 1);
      if (is !== 'numberTaken') return;
    }
  }
}
