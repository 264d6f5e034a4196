// Opens the stores on a place where nothing may be yet, then takes and claims as hard as it can. Prints what it won, as JSON.
import { systemClock } from '../../../src/clock.ts';
import { openStores } from '../../../src/storage/stores.ts';
import { claimOn } from '../../support/roles.ts';
import { phone, secretKey } from '../fixtures.ts';
import { takeOne } from '../stored.ts';

const [address = ''] = process.argv.slice(2);
const mia = { serverId: '100', memberId: '200' };
const stores = await openStores(JSON.parse(address), { secretKey, clock: systemClock() });

const taken: Array<number | undefined> = [];
for (let index = 0; index < 50; index++) taken.push(await takeOne(stores.counters, 'total|all|1', 20, 60_000));

await stores.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
const claimed = await claimOn(stores.roster, mia, 1);
await stores.close();
process.stdout.write(JSON.stringify({ taken: taken.filter((number) => number !== undefined), claimed }));
