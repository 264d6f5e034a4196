// Blocks numbers and frees them, or admits other accounts with them, all at once. Starts when it is told to.
import { once } from 'node:events';
import { systemClock } from '../../../src/clock.ts';
import { openStores } from '../../../src/storage/stores.ts';
import { memberOf } from '../../support/verifier.ts';
import { secretKey } from '../fixtures.ts';

const [address = '', work = '', count = ''] = process.argv.slice(2);
const { roster, blocks, close } = await openStores(JSON.parse(address), { secretKey, clock: systemClock() });

const numbers = Array.from({ length: Number(count) }, (_, index) => index);
const phoneOf = (index: number) => ({ phoneKey: `v1:${index}`, country: 'US', lastDigits: '23' });
process.send?.('ready');
await once(process, 'message');
await Promise.all(numbers.map(work === 'block' ? block : admit));
await close();

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
