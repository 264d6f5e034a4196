// Saves, takes and admits without end, and prints a number as soon as everything of that round was answered. Ends by being killed.
import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/clock.ts';
import { openStores } from '../../../src/storage/stores.ts';
import { phone, secretKey, sentChallenge } from '../fixtures.ts';
import { saveChallenge, takeOne } from '../stored.ts';

const [address = ''] = process.argv.slice(2);
const { challenges, counters, roster } = await openStores(JSON.parse(address), { secretKey, clock: systemClock() });

for (let round = 1; ; round++) {
  const who = { serverId: '100', memberId: String(round) };
  await saveChallenge(challenges, who, sentChallenge({ id: `challenge-${round}` }), 3_600_000);
  await takeOne(counters, 'sends|all|1', 1_000_000, 3_600_000);
  await roster.admit({ ...who, phone: { ...phone, phoneKey: `v1:${round}` }, verifiedAt: round }, 1);
  writeSync(1, `${round}\n`);
}
