// Lets 25 accounts of its own race for one number that so many may hold. Starts when all are ready. Prints how many were admitted.
import { once } from 'node:events';
import type { Who } from '../../../src/base/member-ref.ts';
import { StoreUnavailable } from '../../../src/base/store-unavailable.ts';
import { systemClock } from '../../../src/clock.ts';
import { openStores } from '../../../src/storage/stores.ts';
import { phone, secretKey } from '../fixtures.ts';

const [address = '', allowed = ''] = process.argv.slice(2);
const { roster, close } = await openStores(JSON.parse(address), { secretKey, clock: systemClock() });

const members = Array.from({ length: 25 }, (_, index) => ({ serverId: '100', memberId: `${process.pid}-${index}` }));
process.send?.('ready');
await once(process, 'message');
const admissions = await Promise.all(members.map(admit));
await close();
process.stdout.write(String(admissions.filter((isAdmitted) => isAdmitted).length));

/** As a member does who reads that the store is unavailable: once more. What was done before that answer was lost still counts. */
async function admit(member: Who): Promise<boolean> {
  try {
    const { is } = await roster.admit({ ...member, phone, verifiedAt: 1 }, Number(allowed));
    return is === 'admitted' || is === 'alreadyVerified';
  } catch (error) {
    if (error instanceof StoreUnavailable) return admit(member);
    throw error;
  }
}
